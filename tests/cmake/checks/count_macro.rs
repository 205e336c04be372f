use proc_macro::TokenStream;

#[proc_macro]
pub fn count(item: TokenStream) -> TokenStream {
    item.into_iter().count().to_string().parse().unwrap()
}
