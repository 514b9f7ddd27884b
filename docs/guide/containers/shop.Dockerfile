# The migrations of one release. Beside varve.toml:
#
#   docker build --file shop.Dockerfile --tag registry.example.com/shop-migrations:1.4.0 .
FROM registry.example.com/varve:0.1.0
COPY varve.toml varve.lock ./
COPY migrations migrations
