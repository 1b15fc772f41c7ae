namespace OpenMemory;

/// <summary>
/// A set of named values with typed properties over it: a grain, or a map inside one. Values are kept as they came, so that
/// nothing is lost that the properties do not know. Change one with a <c>with</c> expression.
/// </summary>
public abstract record FieldMap
{
    private Dictionary<string, OmsValue> _fields;

    private protected FieldMap() => _fields = new(StringComparer.Ordinal);

    /// <summary>Copies for a <c>with</c> expression.</summary>
    /// <param name="original">What is copied.</param>
    protected FieldMap(FieldMap original)
    {
        ArgumentNullException.ThrowIfNull(original);
        _fields = new(original._fields, StringComparer.Ordinal);
    }

    /// <summary>The value of a field by its full name; null where it is absent.</summary>
    /// <param name="name">For example <c>created_at</c>.</param>
    /// <returns>The value.</returns>
    public OmsValue GetValue(string name) => _fields.GetValueOrDefault(name);

    /// <summary>Compares deeply.</summary>
    /// <param name="other">The other one.</param>
    /// <returns>Whether both are of one kind and have equal values.</returns>
    public virtual bool Equals(FieldMap? other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is null || other.EqualityContract != EqualityContract || other._fields.Count != _fields.Count) return false;
        foreach ((string name, OmsValue value) in _fields)
        {
            if (!other._fields.TryGetValue(name, out OmsValue theirs) || theirs != value) return false;
        }
        return true;
    }

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(EqualityContract, _fields.Count);

    /// <summary>The kind and the number of fields; never their values, which may be about a person.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{EqualityContract.Name} ({_fields.Count} fields)";

    private protected IReadOnlyDictionary<string, OmsValue> Fields => _fields;

    private protected OmsMap CopyFields() => new(_fields);

    /// <summary>Sets a field from an <c>init</c> accessor; null removes it.</summary>
    private protected void Set(string name, in OmsValue value)
    {
        if (value.IsNull) _fields.Remove(name);
        else _fields[name] = value;
        Changed();
    }

    /// <summary>Takes entries that nobody else holds; a null entry is an absent field.</summary>
    private protected void Adopt(Dictionary<string, OmsValue> fields)
    {
        foreach ((string name, OmsValue value) in fields)
        {
            if (value.IsNull) fields.Remove(name); // removing while enumerating is allowed
        }
        _fields = fields;
    }

    private protected virtual void Changed()
    {
    }

    private protected string? GetText(string name) => GetValue(name) is { Kind: OmsValueKind.Text } value ? value.AsText() : null;

    private protected bool? GetBoolean(string name) => GetValue(name) is { Kind: OmsValueKind.Boolean } value ? value.AsBoolean() : null;

    private protected double? GetFloat(string name) =>
        GetValue(name) is { Kind: OmsValueKind.Float or OmsValueKind.Integer } value ? value.AsDouble() : null;

    private protected long? GetInteger(string name) => GetValue(name) switch
    {
        { Kind: OmsValueKind.Integer, IsUnsigned: false } value => value.AsInt64(),
        { Kind: OmsValueKind.Float } value when double.IsInteger(value.AsDouble()) && Math.Abs(value.AsDouble()) < 0x4000_0000_0000_0000 => (long)value.AsDouble(),
        _ => null,
    };

    private protected OmsMap? GetMap(string name) => GetValue(name) is { Kind: OmsValueKind.Map } value ? value.AsMap() : null;

    private protected IReadOnlyList<OmsValue>? GetArray(string name) =>
        GetValue(name) is { Kind: OmsValueKind.Array } value ? value.AsArray() : null;

    private protected IReadOnlyList<T>? GetList<T>(string name, OmsValueKind kind, Func<OmsValue, T> convert) =>
        GetArray(name)?.Where(element => element.Kind == kind).Select(convert).ToArray();

    private protected IReadOnlyList<string>? GetTexts(string name) => GetList(name, OmsValueKind.Text, static element => element.AsText());

    private protected IReadOnlyList<OmsMap>? GetMaps(string name) => GetList(name, OmsValueKind.Map, static element => element.AsMap());

    private protected void SetList<T>(string name, IReadOnlyList<T>? values, Func<T, OmsValue> convert) =>
        Set(name, values is null ? OmsValue.Null : OmsValue.Adopt(values.Select(convert).ToArray()));

    private protected static OmsValue Number<T>(T? value, Func<T, OmsValue> convert)
        where T : struct => value is { } given ? convert(given) : OmsValue.Null;
}
