namespace OpenMemory.Store.Sqlite;

/// <summary>What a term is about, as a number that stays the same in files for ever.</summary>
internal enum TermField : byte
{
    /// <summary>Every grain has this one.</summary>
    All = 1,

    /// <summary>A grain of which a selector of subjects cannot judge: sealed, compressed, or of a type without a schema.</summary>
    Unjudged = 2,

    /// <summary>The blind-index token of a sealed grain, and the version of its master key.</summary>
    Token = 3,

    /// <summary>An attachment that a grain names.</summary>
    Content = 4,

    /// <summary>A text, number or byte string in a field of persons that no other term tells.</summary>
    Person = 5,

    Subject = 16,
    Relation = 17,
    Object = 18,
    Namespace = 19,
    UserId = 20,
    SessionId = 21,
    RunId = 22,
    ProcessingBasis = 23,
    DerivedFrom = 24,
    PriorConsent = 25,
    TargetRef = 26,
    DedupKey = 27,
}
