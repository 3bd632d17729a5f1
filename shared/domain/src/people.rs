//! Customers with whom they were merged into, as far as they were read.

use std::collections::BTreeMap;

use crate::customer::Customer;
use crate::ids::CustomerId;

/// Customers by id, and the way from each to the one who stands for them.
#[derive(Clone, Debug, Default)]
pub struct People {
    customers: BTreeMap<CustomerId, Customer>,
}

/// A customer who stands for somebody, and those by whom they were found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Who stands for them.
    pub customer: Customer,
    /// Who was merged into them or into another on the way, with the version in which each was read. What is written to
    /// the customer because of one who led to them holds only while these are as they were.
    pub way: Vec<(CustomerId, u64)>,
}

impl Standing {
    /// Somebody who stands for themselves.
    pub fn alone(customer: Customer) -> Self {
        Self {
            customer,
            way: Vec::new(),
        }
    }
}

impl People {
    /// Adds customers as they were read. Of one who was read twice the first reading counts: whoever stands for others
    /// changes with every merge below them, so in the version that was read first the ways read later still hold.
    pub fn extend(&mut self, customers: impl IntoIterator<Item = Customer>) {
        for customer in customers {
            self.customers
                .entry(customer.id.clone())
                .or_insert(customer);
        }
    }

    /// Adds what was read of others, as [`People::extend`] does.
    pub fn join(&mut self, others: Self) {
        self.extend(others.customers.into_values());
    }

    /// One customer as it was read, merged or not.
    pub fn get(&self, id: &CustomerId) -> Option<&Customer> {
        self.customers.get(id)
    }

    /// The way from a customer to the one who stands for them, both included; empty for one who was not read.
    pub fn way_from(&self, id: &CustomerId) -> Vec<&Customer> {
        let mut way = Vec::new();
        let mut next = self.customers.get(id);
        // No merge makes a circle, but what is read from a table is not believed to be without one.
        while let Some(customer) = next.filter(|_| way.len() <= self.customers.len()) {
            way.push(customer);
            let into = customer.merged_into.as_ref();
            next = into.and_then(|into| self.customers.get(&into.customer));
        }
        way
    }

    /// The customer who stands for this one: themselves, or the last they were merged into.
    pub fn who_stands_for(&self, id: &CustomerId) -> Option<&Customer> {
        self.way_from(id).pop()
    }

    /// The same with the way.
    pub fn standing(&self, id: &CustomerId) -> Option<Standing> {
        let mut way = self.way_from(id);
        let customer = way.pop()?.clone();
        let way = way
            .into_iter()
            .map(|customer| (customer.id.clone(), customer.version));
        Some(Standing {
            customer,
            way: way.collect(),
        })
    }

    /// Customers that others were merged into and that were not read yet.
    pub fn to_be_read(&self) -> Vec<CustomerId> {
        let into = self
            .customers
            .values()
            .filter_map(|customer| customer.merged_into.as_ref());
        let unread = into
            .map(|into| &into.customer)
            .filter(|id| !self.customers.contains_key(*id));
        unread.cloned().collect()
    }

    /// Whether people told two customers apart, or others who were merged into them. Whoever either of them names as
    /// apart must have been read.
    pub fn are_apart(&self, one: &Customer, other: &Customer) -> bool {
        let names = |this: &Customer, that: &Customer| {
            this.apart.iter().any(|apart| {
                let stands = self.who_stands_for(apart).map(|customer| &customer.id);
                stands == Some(&that.id) || *apart == that.id
            })
        };
        names(one, other) || names(other, one)
    }
}
