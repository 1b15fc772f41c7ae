namespace OpenMemory;

/// <summary>Takes what a profile's rule objects to: a writer throws, an examination collects. Messages hold no values.</summary>
internal delegate void ProfileReport(string rule, string message, string path, OmsErrorCode code = OmsErrorCode.Schema);
