use proc_macro::TokenStream;

/// Adds an exclamation mark to a string.
#[proc_macro]
pub fn shout(item: TokenStream) -> TokenStream {
    format!("concat!({item}, '!')").parse().unwrap()
}
