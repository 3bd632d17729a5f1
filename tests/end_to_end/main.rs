//! End to end: what must always hold (DESIGN §5), over real binaries and the local stack.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod canary;
mod capacity;
mod channels;
mod crashes;
mod duplicates;
mod durable;
mod flood;
mod held;
mod load;
mod logs;
mod notices;
mod office;
mod order;
mod poison;
mod presence;
mod promises;
mod waiting;
