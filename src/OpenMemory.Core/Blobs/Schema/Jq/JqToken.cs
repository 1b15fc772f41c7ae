namespace OpenMemory;

/// <summary>The words of the jq language, as far as its grammar tells them apart.</summary>
internal enum JqToken : byte
{
    End, Invalid,
    Dot, Recurse, Field, Identifier, Binding, Location, Number, Format, Quote,
    Question, Alternation, Colon, Semicolon, Pipe, Comma, DefinedOr, Assign, Compare, Plus, Minus, Multiply,
    OpenParenthesis, CloseParenthesis, OpenBracket, CloseBracket, OpenBrace, CloseBrace,

    // Keywords: the first of them is As, and they stay at the end.
    As, Def, If, Then, Else, Elif, Fi, Reduce, Foreach, Try, Catch, Label, Break, And, Or, OtherKeyword,
}
