namespace OpenMemory;

/// <summary>A person or organization that owns an agent (§12.5).</summary>
public sealed record LegalEntity : NestedFields
{
    /// <summary>Makes an empty map, to be filled by an initializer.</summary>
    public LegalEntity()
    {
    }

    /// <summary>Reads a map.</summary>
    /// <param name="map">The map, with full names; entries that have no property are kept.</param>
    public LegalEntity(OmsMap map)
        : base(map ?? throw new ArgumentNullException(nameof(map)))
    {
    }

    /// <summary><c>type</c>: <c>human</c> or <c>org</c> (§12.5).</summary>
    public string? Type
    {
        get => GetText("type");
        init => Set("type", value);
    }

    /// <summary><c>name</c>: Machine-readable identifier (§12.5).</summary>
    public string? Name
    {
        get => GetText("name");
        init => Set("name", value);
    }

    /// <summary><c>entity_form</c>: For example <c>gmbh</c>; none for humans (§12.5).</summary>
    public string? EntityForm
    {
        get => GetText("entity_form");
        init => Set("entity_form", value);
    }

    /// <summary><c>jurisdiction</c>: ISO 3166-2 (§12.5).</summary>
    public string? Jurisdiction
    {
        get => GetText("jurisdiction");
        init => Set("jurisdiction", value);
    }

    /// <summary><c>reg_id</c>: Prefixed, for example <c>VAT:</c> (§12.5).</summary>
    public string? RegId
    {
        get => GetText("reg_id");
        init => Set("reg_id", value);
    }

    /// <summary><c>did</c>: The entity's DID (§12.5).</summary>
    public string? Did
    {
        get => GetText("did");
        init => Set("did", value);
    }
}
