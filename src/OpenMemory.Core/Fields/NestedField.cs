namespace OpenMemory;

/// <summary>A field of a nested map that is compacted (§4.7).</summary>
internal sealed class NestedField(string name, string key, bool isFloat = false)
{
    internal string Name => name;

    internal string Key => key;

    /// <summary>Whether the value is a float also when whole (OMS-4.3-5).</summary>
    internal bool IsFloat => isFloat;
}
