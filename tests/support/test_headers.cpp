// Exists to be compiled with the precompiled headers that the tests reuse.
