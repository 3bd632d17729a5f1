# What `Architecture: arm64` means to cargo.
TARGET := aarch64-unknown-linux-gnu
