-- The catalogue of a small shop: products, their variants and prices.
CREATE TABLE categories (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    parent_id   bigint REFERENCES categories (id) ON DELETE RESTRICT,
    slug        text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    title       text NOT NULL
);

CREATE TABLE products (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    category_id bigint NOT NULL REFERENCES categories (id),
    title       text NOT NULL,
    description text NOT NULL DEFAULT '',
    attributes  jsonb NOT NULL DEFAULT '{}'::jsonb,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT title_is_not_blank CHECK (length(trim(title)) > 0)
);

CREATE TABLE variants (
    sku        text PRIMARY KEY,
    product_id bigint NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    price      numeric(12, 2) NOT NULL CHECK (price >= 0),
    weight_g   integer
);

CREATE INDEX products_category_idx ON products (category_id);
CREATE INDEX products_attributes_idx ON products USING gin (attributes jsonb_path_ops);
COMMENT ON TABLE variants IS 'What is on the shelf; one row a barcode';
