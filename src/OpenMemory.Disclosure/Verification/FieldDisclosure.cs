namespace OpenMemory.Disclosure;

/// <summary>What a receiver knows of one field of a disclosed grain.</summary>
public enum FieldDisclosure
{
    /// <summary>The value is shown, and nothing it could be checked against was given.</summary>
    Shown,

    /// <summary>The value is known, and agrees with a hash or with the original.</summary>
    Proven,

    /// <summary>The value is hidden, and nobody has revealed it.</summary>
    Hidden,

    /// <summary>What is said of the value does not agree.</summary>
    Contradicted,
}
