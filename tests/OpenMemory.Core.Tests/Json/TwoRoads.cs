using System.Text.Json;

namespace OpenMemory.Tests;

/// <summary>Takes a grain's JSON by the direct road and through objects, and compares what comes of it.</summary>
internal static class TwoRoads
{
    /// <summary>Both roads, as an author's grain and as one that exists already, in both encodings.</summary>
    /// <returns>Whether an author's grain was taken by the direct road.</returns>
    internal static bool Agree(byte[] json, CodecLimits limits = default)
    {
        bool isDirect = Agree(json, false, PayloadEncoding.MessagePack, limits);
        Agree(json, true, PayloadEncoding.MessagePack, limits);
        Agree(json, false, PayloadEncoding.Cbor, limits);
        return isDirect;
    }

    private static bool Agree(byte[] json, bool restore, PayloadEncoding encoding, CodecLimits limits)
    {
        (string expected, OmsFault fault) = Outcome(() => JsonEncoder.ThroughObjects(json, restore, encoding, limits));
        Assert.That(Outcome(() => GrainJson.Encode(json, restore, encoding, limits)), Is.EqualTo((expected, fault)), () => Text(json));
        string? direct = Directly(json, restore, encoding, limits);
        Assert.That(direct, Is.Null.Or.EqualTo(expected), () => $"restore: {restore} {Text(json)}");
        return direct is not null;
    }

    /// <summary>What the direct road makes of a text; null where it leaves it to the other one.</summary>
    internal static string? Directly(byte[] json, bool restore = false, PayloadEncoding encoding = default, CodecLimits limits = default)
    {
        DirectJson road = default;
        try
        {
            return road.TryWrite(json, restore, encoding, limits) ? Convert.ToHexStringLower(road.Complete()) : null;
        }
        catch (Exception exception) when (exception is OmsException or JsonException or InvalidOperationException)
        {
            return null;
        }
        finally
        {
            road.Dispose();
        }
    }

    private static (string Hex, OmsFault Fault) Outcome(Func<GrainBlob> encode)
    {
        try
        {
            return (Convert.ToHexStringLower(encode().Span), default);
        }
        catch (OmsException exception)
        {
            return ("", exception.Fault);
        }
    }

    private static string Text(byte[] json) => System.Text.Encoding.UTF8.GetString(json);
}
