using OpenMemory.Fuzzing;
using System.Security.Cryptography;
using System.Text;

namespace OpenMemory.Tests;

/// <summary>One blob of an older version or of a peer, and what the Compatible mode makes of it (OMS-L-22).</summary>
/// <param name="Name">The row of legacy.md.</param>
/// <param name="Type">The header's type byte.</param>
/// <param name="Declared">The stored type string.</param>
/// <param name="View">Every field of the decoded view in JSON, without <c>type</c> and <c>created_at</c>.</param>
/// <param name="Deviations">Kind, rule and what stands at the offset, in order.</param>
/// <param name="Entries">The stored entries, without <c>t</c> and <c>ca</c>; sorted when written.</param>
public sealed record PeerRow(string Name, byte Type, string Declared, string View, string[] Deviations, params (string Key, object? Value)[] Entries)
{
    /// <summary>The header's flags.</summary>
    public byte Flags { get; init; }

    /// <summary>The name, for test lists.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Name;

    internal byte[] Blob => PeerBlob.Of(Type, Flags, [.. Entries, ("t", Declared), ("ca", PeerBlob.CreatedAt)]);

    /// <summary>Stores the blob, reads it through the view, exports it, and compares the bytes.</summary>
    internal ReceivedGrain Check()
    {
        byte[] blob = Blob;
        ReceivedGrain received = ReceivedGrain.Read(blob);
        string[] found = [.. received.Deviations.Select(deviation => $"{deviation.Name} {deviation.Fault.Rule} {PeerBlob.At(blob, deviation.Fault.Offset)}")];
        Assert.That(found, Is.EqualTo(Deviations));
        Assert.That(received.DeviationCount, Is.EqualTo(Deviations.Length));

        string canonical = ((GrainType)Type).ToText()!;
        OmsMap expected = new(GrainJson.ParseMap(Encoding.UTF8.GetBytes(View))) { ["type"] = canonical, ["created_at"] = PeerBlob.CreatedAt };
        Assert.That(GrainJson.ParseMap(Encoding.UTF8.GetBytes(GrainJson.ToJson(received.Grain))), Is.EqualTo(expected), () => GrainJson.ToJson(received.Grain));
        Assert.That(received.Grain.TypeName, Is.EqualTo(canonical));
        Assert.That(received.Grain.DeclaredType, Is.EqualTo(Declared));
        GrainProbe.ReadAll(received.Grain);

        CheckBytes(blob, received);
        bool wouldRefuse = received.Deviations.Any(static deviation => deviation.Kind is DeviationKind.NonCanonical or DeviationKind.Bit5SetByPeer);
        bool isRead = GrainView.TryParse(blob, out _, out OmsFault fault);
        if (wouldRefuse) Assert.That(isRead, Is.False, "the Canonical mode refuses what is not canonical (R-26)");
        if (fault.Code is OmsErrorCode.Corrupt or OmsErrorCode.NotMap)
        {
            Assert.That(
                received.Deviations.Select(static deviation => (deviation.Fault.Code, deviation.Fault.Offset)),
                Does.Contain((fault.Code, fault.Offset)), "the Canonical mode's fault is one of the deviations");
        }
        Assert.That(isRead || received.DeviationCount > 0, Is.True, "what has no deviation is read in both modes");
        return received;
    }

    private static void CheckBytes(byte[] blob, ReceivedGrain received)
    {
        string address = Convert.ToHexStringLower(SHA256.HashData(blob));
        Assert.That(received.Blob.Span.ToArray(), Is.EqualTo(blob));
        Assert.That(received.Blob.Address.ToString(), Is.EqualTo(address));
        Assert.That(received.Blob.IsCanonical, Is.EqualTo(received.DeviationCount == 0));
        Assert.That(received.Grain.ToBlob().Span.ToArray(), Is.EqualTo(blob));
        OmsMap later = new(received.Blob.ToGrain().ToFields()) { ["type"] = received.Grain.TypeName };
        Assert.That(later, Is.EqualTo(received.Grain.ToFields()), "a stored blob reads the same later");
        Assert.That(received.Blob.ToGrain().DeclaredType, Is.EqualTo(received.Grain.DeclaredType));
        Assert.That(received.Blob.ToGrain().ToBlob().Address.ToString(), Is.EqualTo(address));
        Assert.That(Grain.Read(blob, new() { Mode = ReadingMode.Compatible }), Is.EqualTo(received.Grain));
    }
}
