//! The derive macro behind `service_model::Columns`.

use proc_macro::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Error, Fields, LitStr, Result, parse_macro_input};

/// Implements `service_model::Columns` for a struct with named fields.
///
/// The struct names its table with `#[columns(table = "...")]`. A column has the name of its
/// field unless the field says otherwise with `#[columns(name = "...")]`.
#[proc_macro_derive(Columns, attributes(columns))]
pub fn columns(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand(&input)
        .unwrap_or_else(Error::into_compile_error)
        .into()
}

fn expand(input: &DeriveInput) -> Result<proc_macro2::TokenStream> {
    let Data::Struct(data) = &input.data else {
        return Err(Error::new_spanned(input, "Columns needs a struct"));
    };
    let Fields::Named(fields) = &data.fields else {
        return Err(Error::new_spanned(input, "Columns needs named fields"));
    };

    let table = setting(&input.attrs, "table")?
        .ok_or_else(|| Error::new_spanned(input, "Columns needs #[columns(table = \"...\")]"))?;
    let mut columns = Vec::new();
    for field in &fields.named {
        let column = match (setting(&field.attrs, "name")?, &field.ident) {
            (Some(name), _) => name,
            (None, Some(ident)) => ident.to_string(),
            (None, None) => unreachable!("a named field has a name"),
        };
        columns.push(column);
    }
    let select = format!("SELECT {} FROM {table}", columns.join(", "));

    let name = &input.ident;
    let (impl_generics, type_generics, where_clause) = input.generics.split_for_impl();
    Ok(quote! {
        impl #impl_generics ::service_model::Columns for #name #type_generics #where_clause {
            const TABLE: &'static str = #table;
            const COLUMNS: &'static [&'static str] = &[#(#columns),*];
            const SELECT: &'static str = #select;
        }
    })
}

/// The value of `#[columns(<key> = "...")]`, if there is such an attribute.
fn setting(attrs: &[syn::Attribute], key: &str) -> Result<Option<String>> {
    let mut found = None;
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("columns")) {
        attr.parse_nested_meta(|meta| {
            if !meta.path.is_ident(key) {
                return Err(meta.error(format!("expected `{key}`")));
            }
            let value: LitStr = meta.value()?.parse()?;
            found = Some(value.value());
            Ok(())
        })?;
    }
    Ok(found)
}
