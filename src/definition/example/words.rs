//! The words that label the parts of an example, in the languages authors translate them to.

/// What a label's word stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    Context,
    User,
    Assistant,
    Commentary,
}

/// The words that every program writes. They label wherever the grammar lets them.
pub(super) fn common(word: &str) -> Option<Word> {
    let is = |known: &str| word.eq_ignore_ascii_case(known);
    match () {
        () if is("context") => Some(Word::Context),
        () if is("user") || is("human") => Some(Word::User),
        () if is("assistant") => Some(Word::Assistant),
        () if is("commentary") => Some(Word::Commentary),
        () => None,
    }
}

/// Their translations. They may be words of a sentence as well, so they label only where another
/// speaker's name would.
pub(super) fn translated(word: &str) -> Option<Word> {
    let known = |words: &[&str]| words.iter().any(|known| word.eq_ignore_ascii_case(known));
    match () {
        () if known(CONTEXT) => Some(Word::Context),
        () if known(USER) => Some(Word::User),
        () if known(ASSISTANT) => Some(Word::Assistant),
        () => None,
    }
}

// Latin words match in any case; the Cyrillic ones stand here in both.
const CONTEXT: &[&str] = &[
    "コンテキスト",
    "文脈",
    "状況",
    "上下文",
    "背景",
    "场景",
    "컨텍스트",
    "상황",
    "บริบท",
    "contexto",
    "contexte",
    "kontext",
    "контекст",
    "Контекст",
];
const USER: &[&str] = &[
    "ユーザー",
    "ユーザ",
    "用户",
    "使用者",
    "사용자",
    "ผู้ใช้",
    "usuario",
    "usuário",
    "utilisateur",
    "benutzer",
    "nutzer",
    "пользователь",
    "Пользователь",
];
const ASSISTANT: &[&str] = &[
    "アシスタント",
    "助手",
    "어시스턴트",
    "ผู้ช่วย",
    "asistente",
    "assistente",
    "assistent",
    "ассистент",
    "Ассистент",
];
