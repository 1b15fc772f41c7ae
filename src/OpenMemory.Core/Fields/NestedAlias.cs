using System.Text;

namespace OpenMemory;

/// <summary>An older key inside a map.</summary>
/// <param name="Old">The older key.</param>
/// <param name="Name">The full name of the field that it is read as.</param>
/// <param name="Key">The field's own key, which wins where both are present (OMS-L-5).</param>
/// <param name="TextOnly">Whether another kind of value means that the key is somebody's own.</param>
internal sealed record NestedAlias(string Old, string Name, string Key, bool TextOnly = false)
{
    internal byte[] OldBytes { get; } = Encoding.UTF8.GetBytes(Old);

    internal byte[] NameBytes { get; } = Encoding.UTF8.GetBytes(Name);

    internal byte[] KeyBytes { get; } = Encoding.UTF8.GetBytes(Key);
}
