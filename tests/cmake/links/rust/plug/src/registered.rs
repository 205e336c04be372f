use std::sync::atomic::Ordering;

#[used]
#[link_section = ".init_array"]
static AT_START: extern "C" fn() = at_start;

extern "C" fn at_start() {
    crate::STARTED.fetch_add(1, Ordering::SeqCst);
}
