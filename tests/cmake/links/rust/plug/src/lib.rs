//! What only has to be there: nothing refers to any of it.
use std::sync::atomic::{AtomicI32, Ordering};

/// Of the toolchain, beside std.
extern crate proc_macro;

pub mod callbacks;
pub mod listed;
pub mod registered;

static STARTED: AtomicI32 = AtomicI32::new(0);

/// Tens: functions that ran before main(). Ones: the list.
pub fn count() -> i32 {
    let outside_of_rustc = !proc_macro::is_available();
    STARTED.load(Ordering::SeqCst) * 10 + list().len() as i32 * outside_of_rustc as i32
}

fn list() -> &'static [i32] {
    extern "C" {
        static __start_plugs: i32;
        static __stop_plugs: i32;
    }
    unsafe {
        let start = std::ptr::addr_of!(__start_plugs);
        let length = std::ptr::addr_of!(__stop_plugs).offset_from(start);
        std::slice::from_raw_parts(start, length as usize)
    }
}
