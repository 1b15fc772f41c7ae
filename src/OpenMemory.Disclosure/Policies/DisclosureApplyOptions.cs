namespace OpenMemory.Disclosure;

/// <summary>How a policy is applied to a grain. The default value is enough for most.</summary>
public readonly record struct DisclosureApplyOptions
{
    /// <summary>
    /// Texts that must appear in nothing that is shown, for example the name and the e-mail address of the customer: a field that holds one
    /// is hidden, and where it must stay, the grain is withheld; so is one whose envelope holds it. Compared as UTF-8 in normalization form C,
    /// without regard to the case of ASCII letters, and beyond ASCII as given, in small letters, in capitals and with capitals first. A term
    /// of four digits or more, with what people put between digits, is looked for among integers too. Shorter than two bytes is refused. They stand here and not in the policy, because a policy is passed around.
    /// </summary>
    public IReadOnlyList<string>? Terms { get; init; }

    /// <summary>Sets the signed flag of disclosed grains, for the discloser to sign them .</summary>
    public bool Signed { get; init; }

    /// <summary>The largest disclosed grain in bytes; by default what readers accept by default.</summary>
    public CodecLimits Limits { get; init; }
}
