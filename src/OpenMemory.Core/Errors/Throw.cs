using System.Diagnostics.CodeAnalysis;

namespace OpenMemory;

/// <summary>Throw helpers, kept out of line so that hot methods stay small.</summary>
internal static class Throw
{
    [DoesNotReturn]
    internal static void Fault(in OmsFault fault) => throw new OmsException(fault);

    [DoesNotReturn]
    internal static void Fault(OmsErrorCode code, string rule, string message, long offset = -1, string? field = null) =>
        throw new OmsException(new OmsFault(code, rule, message, offset, field));

    [DoesNotReturn]
    internal static T Fault<T>(OmsErrorCode code, string rule, string message, long offset = -1, string? field = null) =>
        throw new OmsException(new OmsFault(code, rule, message, offset, field));

    [DoesNotReturn]
    internal static void DestinationTooShort() =>
        throw new ArgumentException("The destination is too short for the grain.");

    [DoesNotReturn]
    internal static T WrongKind<T>(string expected, object actual) =>
        throw new InvalidOperationException($"The value is {actual}, not {expected}.");
}
