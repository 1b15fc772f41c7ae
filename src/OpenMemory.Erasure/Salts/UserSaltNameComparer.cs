using System.Diagnostics.CodeAnalysis;

namespace OpenMemory.Erasure;

/// <summary>Names as keys of a table. The hash differs in every process: the names in a file may be made up so that they collide.</summary>
internal sealed class UserSaltNameComparer : IEqualityComparer<UserSaltName>
{
    internal static UserSaltNameComparer Instance { get; } = new();

    public bool Equals(UserSaltName x, UserSaltName y) => x.MasterKeyVersion == y.MasterKeyVersion && x.Token == y.Token;

    public int GetHashCode([DisallowNull] UserSaltName obj)
    {
        BlindToken token = obj.Token;
        HashCode hash = new();
        hash.AddBytes(token);
        hash.Add(obj.MasterKeyVersion);
        return hash.ToHashCode();
    }
}
