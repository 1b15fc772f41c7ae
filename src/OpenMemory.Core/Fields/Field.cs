namespace OpenMemory;

/// <summary>
/// A field of grains by its full name (§6): <c>Field.Subject</c>, <c>Field.Content</c>. The key on the wire depends on the
/// grain's type: <c>content</c> is <c>content</c> in an Event and <c>cnt</c> in a Tool.
/// </summary>
public readonly partial struct Field : IEquatable<Field>
{
    private Field(byte id) => Id = id;

    /// <summary>The number of known fields plus one.</summary>
    internal static int Count => s_names.Length;

    /// <summary>Position in the table of names; 0 is no field.</summary>
    internal byte Id { get; }

    /// <summary>The full name, as in JSON; empty for the default value.</summary>
    public string FullName => s_names[Id];

    /// <summary>Finds a field by its full name.</summary>
    /// <param name="name">For example <c>created_at</c>; case matters.</param>
    /// <param name="field">The field, or the default value.</param>
    /// <returns>Whether the specification knows the name.</returns>
    public static bool TryParse(string name, out Field field)
    {
        int id = Array.IndexOf(s_names, name);
        field = id > 0 ? new Field((byte)id) : default;
        return id > 0;
    }

    /// <inheritdoc/>
    public bool Equals(Field other) => Id == other.Id;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Field other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Id;

    /// <summary>Whether two fields are the same.</summary>
    /// <param name="left">One field.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when they are.</returns>
    public static bool operator ==(Field left, Field right) => left.Id == right.Id;

    /// <summary>Whether two fields differ.</summary>
    /// <param name="left">One field.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when they do.</returns>
    public static bool operator !=(Field left, Field right) => left.Id != right.Id;

    /// <summary>The full name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => FullName;
}
