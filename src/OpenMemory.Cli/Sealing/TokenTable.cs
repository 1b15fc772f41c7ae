using OpenMemory.Erasure;

namespace OpenMemory.Cli.Sealing;

/// <summary>Finds some users' grains by the tokens that sealed grains carry, instead of trying every user on every grain.</summary>
internal sealed class TokenTable
{
    private readonly Dictionary<UserSaltName, string> _users = [];

    internal TokenTable(UserKeyRing ring, IEnumerable<string> users)
    {
        foreach (string userId in users)
        {
            foreach (UserSaltName name in ring.GetNames(userId)) _users[name] = userId;
        }
    }

    /// <summary>Which of the users a grain is sealed for; null where it is none of them, or not sealed.</summary>
    internal string? UserOf(ReadOnlySpan<byte> blob) =>
        SealedView.TryParse(blob, out SealedView view) ? _users.GetValueOrDefault(new(new(view.Token), view.MasterKeyVersion)) : null;

    /// <summary>Whether a name is one of the users'.</summary>
    internal bool Has(in UserSaltName name) => _users.ContainsKey(name);
}
