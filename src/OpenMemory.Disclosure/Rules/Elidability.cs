namespace OpenMemory.Disclosure;

/// <summary>Whether disclosure may hide a field (§10.2).</summary>
public enum Elidability
{
    /// <summary>§10.2 lists the field as elidable.</summary>
    Elidable,

    /// <summary>§10.2 does not list the field; it may be hidden where the caller says so .</summary>
    Unlisted,

    /// <summary>The field must stay (§10.2, R-38).</summary>
    Forbidden,
}
