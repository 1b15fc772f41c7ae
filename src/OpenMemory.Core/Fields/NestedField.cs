using System.Text;

namespace OpenMemory;

/// <summary>A field of a nested map that is compacted (§4.7).</summary>
internal sealed class NestedField(string name, string key, bool isFloat = false)
{
    internal string Name => name;

    internal string Key => key;

    internal byte[] NameBytes { get; } = Encoding.UTF8.GetBytes(name);

    internal byte[] KeyBytes { get; } = Encoding.UTF8.GetBytes(key);

    /// <summary>Whether the value is a float also when whole (OMS-4.3-5).</summary>
    internal bool IsFloat => isFloat;
}
