use super::Session;
use crate::ui::notices::Notices;
use crate::workspace::Document;
use leptos::prelude::*;
#[derive(Clone,Copy,PartialEq,Eq,Debug)]
pub enum Kept { Nothing, Waiting, Saved, Not }
#[derive(Clone,Copy)]
pub struct Keeping { pub state: RwSignal<Kept> }
pub struct Opened { pub document: Document, pub history: Option<String> }
impl Keeping { pub fn start(s:&web_sys::HtmlTextAreaElement,_n:Notices)->(Self,Opened){ (Self{state:RwSignal::new(Kept::Nothing)},Opened{document:Document::new(s.value()),history:None}) } pub fn changed(self,_s:Session){} pub fn editor_ready(self,_s:Session){} }
impl Session { pub fn open_new(self,_t:&str){} pub fn file_name(self)->String{"a".into()} }
