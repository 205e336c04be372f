//! Rules for a careful shop, in a shared library that the server loads with `--rules`.

use std::ffi::CStr;

use service_rules::Proposal;

/// More than this at once is a typing error.
const LARGEST_MOVEMENT: u64 = 500;

/// This many stay on the shelf.
const RESERVE: i64 = 2;

service_rules::export_rules!(check);

fn check(proposal: &Proposal<'_>) -> Option<&'static CStr> {
    if proposal.delta.unsigned_abs() > LARGEST_MOVEMENT {
        return Some(c"more than 500 parts at once");
    }
    if proposal.delta < 0 && i64::from(proposal.on_hand) + proposal.delta < RESERVE {
        return Some(c"two parts stay in reserve");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(on_hand: u32, delta: i64) -> Option<&'static CStr> {
        check(&Proposal {
            sku: "BRS-0042",
            on_hand,
            delta,
        })
    }

    #[test]
    fn usual_movements_are_allowed() {
        assert_eq!(ask(0, 500), None);
        assert_eq!(ask(10, -8), None);
    }

    #[test]
    fn large_movements_are_refused() {
        assert_eq!(ask(0, 501), Some(c"more than 500 parts at once"));
        assert_eq!(ask(0, i64::MIN), Some(c"more than 500 parts at once"));
    }

    #[test]
    fn the_reserve_is_kept() {
        assert_eq!(ask(10, -9), Some(c"two parts stay in reserve"));
    }
}
