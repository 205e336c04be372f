use proc_macro::TokenStream;

/// How many letters there are.
#[proc_macro]
pub fn count(item: TokenStream) -> TokenStream {
    counting::letters(&item.to_string()).to_string().parse().unwrap()
}
