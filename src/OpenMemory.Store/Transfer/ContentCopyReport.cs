namespace OpenMemory.Store;

/// <summary>What became of copying attachments. References are counted, so an attachment that two grains name counts twice.</summary>
/// <param name="References">How many references grains hold.</param>
/// <param name="Copied">How many attachments were copied.</param>
/// <param name="Existing">How many references the destination could answer already.</param>
/// <param name="Missing">How many references the source cannot answer, which is nothing unusual (OMS-7.1.1-5).</param>
/// <param name="Damaged">How many references name bytes that have another hash at the source; they were not copied (OMS-7.1.1-2).</param>
public sealed record ContentCopyReport(long References, long Copied, long Existing, long Missing, long Damaged);
