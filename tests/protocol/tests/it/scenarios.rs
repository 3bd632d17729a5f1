//! The situations that are looked at whole. Each is small: what a few threads and agents cannot get wrong at any moment,
//! more of them do not get wrong either.

use protocol::Acting;
use protocol::scenario::Scenario;
use protocol::shop::ShopRules;

/// A shop whose agents have these capacities, and these with threads that return.
pub(crate) fn shop(capacity: [u8; 2], capacity_max: [u8; 2]) -> ShopRules {
    ShopRules {
        capacity,
        capacity_max,
        first_goes_home: false,
        offers_lapse: false,
    }
}

/// Three customers at once, one of whom asks for two units, and room for three.
pub(crate) fn rush() -> Scenario {
    Scenario {
        messages: vec![0, 1, 2],
        weights: [1, 1, 2],
        shop: shop([1, 2], [1, 2]),
        is_fine: true,
        ..Scenario::default()
    }
}

/// Two messages of one request at once, beside another request.
pub(crate) fn same_thread() -> Scenario {
    Scenario {
        messages: vec![0, 0, 1],
        is_fine: true,
        ..Scenario::default()
    }
}

/// Two routers, a sweep, and an agent with room for one who resolves what they have: then the next one comes, or the
/// first returns.
pub(crate) fn resolving() -> Scenario {
    Scenario {
        messages: vec![0, 0, 1],
        shop: shop([1, 0], [1, 0]),
        people: 1,
        acts: vec![Acting::Resolve],
        ..Scenario::default()
    }
}

/// The same with answers: the thread weighs nothing until its customer writes again, and then it returns to its agent,
/// up to two, or waits for them half of its time.
pub(crate) fn returning() -> Scenario {
    Scenario {
        messages: vec![0, 0, 1],
        routers: 1,
        shop: shop([1, 1], [2, 1]),
        people: 1,
        acts: vec![Acting::Answer],
        ends: 30,
        ..Scenario::default()
    }
}

/// Capacities rise and fall while routers assign threads of one and two units.
pub(crate) fn capacities() -> Scenario {
    Scenario {
        messages: vec![0, 1, 2],
        weights: [1, 1, 2],
        shop: shop([2, 1], [2, 1]),
        capacities: vec![(0, 1), (0, 2), (1, 0), (1, 1)],
        ..Scenario::default()
    }
}

/// An agent accepts, or does not; offers lapse.
pub(crate) fn accepting() -> Scenario {
    Scenario {
        routers: 1,
        shop: ShopRules {
            offers_lapse: true,
            ..shop([1, 1], [1, 1])
        },
        ends: 60,
        people: 1,
        acts: vec![Acting::Accept],
        ..Scenario::default()
    }
}

/// Nobody ever accepts: offers go round, and agents count as absent.
pub(crate) fn nobody_accepts() -> Scenario {
    Scenario {
        routers: 1,
        shop: ShopRules {
            offers_lapse: true,
            ..shop([2, 2], [2, 2])
        },
        ends: 60,
        ..Scenario::default()
    }
}

/// The first agent's shift ends before the next step of what they have.
pub(crate) fn end_of_shift() -> Scenario {
    Scenario {
        routers: 1,
        shop: ShopRules {
            first_goes_home: true,
            ..shop([1, 1], [1, 1])
        },
        ends: 60,
        people: 1,
        acts: vec![Acting::Answer],
        ..Scenario::default()
    }
}

/// Somebody says that an agent is absent, and that they are back, while the indexes are behind.
pub(crate) fn absence() -> Scenario {
    Scenario {
        routers: 1,
        people: 1,
        may_be_absent: vec![0],
        words: 2,
        indexes_lag: true,
        ..Scenario::default()
    }
}

/// An operator gives threads to agents by hand, and changes a capacity.
pub(crate) fn by_hand() -> Scenario {
    Scenario {
        routers: 1,
        people: 1,
        acts: vec![Acting::Give(0), Acting::Give(1), Acting::Answer],
        words: 2,
        capacities: vec![(0, 1), (0, 2)],
        ..Scenario::default()
    }
}
