# What `Architecture: x86_64` means to cargo.
TARGET := x86_64-unknown-linux-gnu
