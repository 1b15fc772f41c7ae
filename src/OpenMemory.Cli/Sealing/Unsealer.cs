using System.Globalization;
using OpenMemory.Cli.Output;
using OpenMemory.Erasure;

namespace OpenMemory.Cli.Sealing;

/// <summary>Opens the grains of some users, which are found by their tokens, and passes all others on as they are.</summary>
internal sealed class Unsealer
{
    private readonly UserKeyRing _ring;
    private readonly GrainOutput _output;
    private readonly TokenTable _users;
    private long _opened, _closed, _others, _plain;

    internal Unsealer(UserKeyRing ring, IEnumerable<string> users, GrainOutput output)
    {
        (_ring, _output) = (ring, output);
        _users = new(ring, users);
    }

    /// <summary>How grains are read, those inside sealed ones too.</summary>
    internal GrainReadOptions Reading { get; init; }

    /// <summary>Whether a grain of these users that does not open is a fault.</summary>
    internal bool IsStrict { get; init; }

    /// <summary>What was done, for a person.</summary>
    internal string Summary => string.Create(
        CultureInfo.InvariantCulture, $"{_opened} opened, {_closed} did not open, {_others} sealed for others, {_plain} not sealed");

    /// <summary>Takes a grain.</summary>
    /// <exception cref="OmsException">It is not sound, or should open and does not.</exception>
    internal void Add(ReadOnlySpan<byte> blob)
    {
        string? userId = _users.UserOf(blob);
        if (userId is not null)
        {
            if (_ring.TryOpen(userId, blob, out GrainBlob? grain, out OmsFault fault, Reading))
            {
                _opened++;
                _output.Write(grain, ContentAddress.Compute(blob));
                return;
            }
            if (IsStrict) throw new OmsException(fault);
        }
        GrainBlob same = GrainBlob.ParseDelivered(blob, Reading);
        if (userId is not null) _closed++;
        else if (same.View().IsSealed) _others++;
        else _plain++;
        _output.Write(same);
    }
}
