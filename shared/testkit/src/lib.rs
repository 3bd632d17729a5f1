//! What tests share: events of invented customers, a small shop's configuration, a played DynamoDB, and the harness over
//! a deployed local stack. A dev-dependency only.

pub mod customers;
pub mod invoke;
pub mod shop;
pub mod stack;
pub mod table;
pub mod wait;
pub mod webhooks;

pub use customers::Customer;
pub use shop::Shop;
pub use stack::Stack;
pub use table::PlayedTable;
