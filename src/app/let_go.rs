//! Lets go of what is large beside the window.

/// Drops what a big sheet made beside the thread that draws: to give back millions of places takes longer
/// than a frame has.
pub(super) fn let_go<T: Send + 'static>(old: T) {
    std::thread::spawn(move || drop(old));
}
