using System.Globalization;
using OpenMemory.Cli.Output;
using OpenMemory.Cli.Terminal;
using OpenMemory.Erasure;

namespace OpenMemory.Cli.Sealing;

/// <summary>
/// Seals grains in the order in which they come. They are held back until there are many, so that the keys of users who are new are
/// made together: the salts are written once for each batch, not once for each user, and a pipe is read once.
/// </summary>
internal sealed class Sealer(UserKeyRing ring, GrainOutput output, SealOptions options)
{
    private const long BatchBytes = 64 << 20;

    private readonly List<(GrainBlob Blob, string? UserId)> _batch = [];
    private readonly HashSet<string> _users = new(StringComparer.Ordinal); // of the batch
    private long _batchBytes, _sealed, _left, _before, _written;
    private int _keys;

    /// <summary>How many grains are held back at most; 64 MiB of them at most in any case.</summary>
    internal int BatchGrains { get; init; } = 1 << 16;

    /// <summary>For whom all grains are sealed; null where each says it itself.</summary>
    internal string? UserId { get; init; }

    /// <summary>Whether a grain without a user is a fault.</summary>
    internal bool RequireUser { get; init; }

    /// <summary>What was done, for a person.</summary>
    internal string Summary => string.Create(
        CultureInfo.InvariantCulture, $"{_sealed} sealed, {_left} left without a user_id, {_before} sealed before, {CountText.Of(_keys, "new key")}");

    /// <summary>Takes a grain.</summary>
    /// <exception cref="OmsException">The grain has no user, or one whose key was destroyed.</exception>
    /// <exception cref="BadDataException">A grain of the batch cannot be sealed.</exception>
    internal void Add(GrainBlob blob)
    {
        string? userId = UserOf(blob);
        if (userId is not null && _users.Add(userId) && ring.GetState(userId) == UserSaltState.Destroyed)
            throw new OmsException(new OmsFault(OmsErrorCode.NotSupported, "OMS-20.3-2", "The key of the grain's user was destroyed, and nothing is sealed under it"));
        _batch.Add((blob, userId));
        _batchBytes += blob.Length;
        if (_batch.Count == BatchGrains || _batchBytes >= BatchBytes) Flush();
    }

    /// <summary>Seals and writes what was held back.</summary>
    /// <exception cref="BadDataException">A grain cannot be sealed.</exception>
    internal void Flush()
    {
        _keys += ring.CreateKeys(_users);
        foreach ((GrainBlob blob, string? userId) in _batch)
        {
            output.Write(userId is null ? blob : Seal(userId, blob));
            _written++;
        }
        _batch.Clear();
        _users.Clear();
        _batchBytes = 0;
    }

    private GrainBlob Seal(string userId, GrainBlob blob)
    {
        try
        {
            GrainBlob result = ring.Seal(userId, blob, options);
            _sealed++;
            return result;
        }
        catch (OmsException exception)
        {
            throw new BadDataException(exception.Fault, string.Create(CultureInfo.InvariantCulture, $"in grain {_written}, counted from 0"));
        }
    }

    /// <summary>The user to seal for, or null for a grain that stays as it is.</summary>
    private string? UserOf(GrainBlob blob)
    {
        GrainView view = blob.View();
        if (view.IsSealed)
        {
            _before++;
            return null;
        }
        if (UserId is not null) return UserId;
        if (view.TryGet(Field.UserId, out FieldValue value) && value is { Kind: OmsValueKind.Text, Count: > 0 }) return value.ToText();
        if (RequireUser) throw new OmsException(new OmsFault(OmsErrorCode.Schema, "OMS-20.3-1", "The grain names no user to seal it for", Field: "user_id"));
        _left++;
        return null;
    }
}
