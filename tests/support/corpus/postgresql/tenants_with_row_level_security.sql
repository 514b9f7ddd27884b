CREATE TABLE tenants (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text NOT NULL UNIQUE);
CREATE TABLE documents (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE,
    title     text NOT NULL,
    is_public boolean NOT NULL DEFAULT false
);

ALTER TABLE documents ENABLE ROW LEVEL SECURITY;
ALTER TABLE documents FORCE ROW LEVEL SECURITY;

CREATE FUNCTION current_tenant() RETURNS uuid
    LANGUAGE sql STABLE
    RETURN nullif(current_setting('app.tenant', true), '')::uuid;

CREATE POLICY tenant_reads ON documents FOR SELECT
    USING (is_public OR tenant_id = current_tenant());
CREATE POLICY tenant_writes ON documents FOR INSERT
    WITH CHECK (tenant_id = current_tenant());
CREATE POLICY tenant_changes ON documents FOR UPDATE
    USING (tenant_id = current_tenant())
    WITH CHECK (tenant_id = current_tenant());
CREATE POLICY nobody_deletes_public ON documents AS RESTRICTIVE FOR DELETE
    USING (NOT is_public);
