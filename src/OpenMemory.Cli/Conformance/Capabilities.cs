namespace OpenMemory.Cli.Conformance;

/// <summary>Tells a row that this machine cannot run from one that fails.</summary>
internal static class Capabilities
{
    /// <summary>Whether a library of the system is absent that a codec needs .</summary>
    internal static bool IsMissing(OmsException exception) => exception is { Code: OmsErrorCode.NotSupported, Fault.Rule: "R-58" };
}
