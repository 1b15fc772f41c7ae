namespace OpenMemory;

internal static partial class FieldTable
{
    /// <summary>Fields of Tool (§6.5).</summary>
    internal static readonly FieldDefinition[] Tool =
    [
        new(Field.ToolPhase, FieldScope.Tool, "aphase", FieldType.Text),
        new(Field.ToolName, FieldScope.Tool, "tn", FieldType.Text),
        new(Field.Input, FieldScope.Tool, "inp", FieldType.Map),
        new(Field.Content, FieldScope.Tool, "cnt", FieldType.Any),
        new(Field.IsError, FieldScope.Tool, "iserr", FieldType.Boolean),
        new(Field.ToolCallId, FieldScope.Tool, "tcid", FieldType.Text),
        new(Field.CallBatchId, FieldScope.Tool, "cbid", FieldType.Text),
        new(Field.ToolType, FieldScope.Tool, "ttype", FieldType.Text),
        new(Field.ToolVersion, FieldScope.Tool, "tver", FieldType.Text),
        new(Field.ExecutionMode, FieldScope.Tool, "emode", FieldType.Text),
        new(Field.Code, FieldScope.Tool, "code", FieldType.Text),
        new(Field.Stdout, FieldScope.Tool, "out", FieldType.Text),
        new(Field.Stderr, FieldScope.Tool, "err2", FieldType.Text),
        new(Field.ExitCode, FieldScope.Tool, "xc", FieldType.Int64),
        new(Field.InterpreterId, FieldScope.Tool, "iid", FieldType.Text),
        new(Field.Error, FieldScope.Tool, "err", FieldType.Text),
        new(Field.ErrorType, FieldScope.Tool, "etype", FieldType.Text),
        new(Field.DurationMs, FieldScope.Tool, "dur", FieldType.Int64, FieldRange.NonNegative),
        new(Field.ParentTaskId, FieldScope.Tool, "ptid", FieldType.Text),
        new(Field.ToolDescription, FieldScope.Tool, "tdesc", FieldType.Text),
        new(Field.InputSchema, FieldScope.Tool, "isch", FieldType.Map),
        new(Field.OutputSchema, FieldScope.Tool, "osch", FieldType.Map),
        new(Field.Strict, FieldScope.Tool, "strict", FieldType.Boolean),
    ];
}
