using System.Runtime.CompilerServices;

namespace OpenMemory;

public ref partial struct GrainWriter
{
    private const string IntegrationTag = "profile:integration";

    /// <summary>Writes a field that the grain's type may or may not know, by its full name.</summary>
    internal void WriteNamed(string name, in OmsValue value)
    {
        int slot = _map.FindName(name);
        if (slot < 0) WriteExtra(name, value);
        else Write(_map.Definitions[slot].Field, value);
    }

    /// <summary>Writes an entry whose key is not compacted.</summary>
    internal void WriteVerbatim(string key, in OmsValue value)
    {
        if (value.IsNull) return;
        CheckUsable();
        _isSuspect = true; // a profile may own the key
        _writer.Path = key;
        _writer.WriteKey(key);
        _writer.WriteValue(value);
        _writer.Path = null;
    }

    private bool TryDefer(Field field, in OmsValue value)
    {
        bool defers = field == Field.Context && _type.HasSchema() && _type != GrainType.State && _context.IsNull;
        if (defers) _context = value;
        return defers;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteDeferred()
    {
        if (!_context.IsNull) WriteFieldValue(WriteKey(Field.Context, _context.Kind), _context);
    }

    private void WriteFieldValue(FieldDefinition definition, in OmsValue value)
    {
        _isSuspect = true;
        if (definition.Field == Field.StructuralTags && value.Kind == OmsValueKind.Array) _isIntegration |= value.Elements.Contains(IntegrationTag);
        if (value.Kind is OmsValueKind.Integer or OmsValueKind.Float) WriteNumber(definition, value);
        else if (value.Kind == OmsValueKind.Array && NestedMap.OfEntries(definition.Field) is NestedMap entries) WriteEntries(value, entries, definition.Field == Field.ContentRefs);
        else if (value.Kind == OmsValueKind.Map && UsesIntegrationKeys(definition.Field)) WriteNested(value.AsMap(), NestedMap.Integration);
        else if (definition.Field == Field.ProvenanceChain && value.Kind == OmsValueKind.Array) WriteEntries(value, NestedMap.Provenance, false);
        else _writer.WriteValue(value);
    }

    private void WriteNumber(FieldDefinition definition, in OmsValue value)
    {
        if (value.Kind == OmsValueKind.Float) WriteNumber(definition, value.AsDouble());
        else if (definition.Type == FieldType.Float64 && !_options.Restore) _writer.WriteDouble(value.AsDouble());
        else _writer.WriteValue(value);
    }

    private void WriteNumber(FieldDefinition definition, double value)
    {
        bool inRange = definition.Type == FieldType.Float64 && (definition.Range == FieldRange.None || value is >= 0 and <= 1);
        _isSuspect |= !inRange;
        if (!_options.Restore)
        {
            bool isInteger = definition.Type is FieldType.Int64 or FieldType.EpochMs or FieldType.UInt8;
            if (isInteger && double.IsInteger(value) && value is >= -9223372036854775808.0 and < 9223372036854775808.0)
            {
                _writer.WriteInteger((long)value);
                return;
            }
            if (definition.Range == FieldRange.Unit && value == 0) value = 0; // −0.0 is +0.0 there
        }
        _writer.WriteDouble(value);
    }

    private readonly bool UsesIntegrationKeys(Field field) =>
        field == Field.Config || (field == Field.Context && _isIntegration && _type != GrainType.State);

    private void WriteEntries(in OmsValue array, NestedMap names, bool mayCite)
    {
        _writer.BeginArray(array.Elements.Length);
        foreach (ref readonly OmsValue element in array.Elements)
        {
            // A citation among the content references stays as it is (§27.5).
            if (element.Kind != OmsValueKind.Map || (mayCite && element.AsMap().ContainsKey("citation_type"))) _writer.WriteValue(element);
            else WriteNested(element.AsMap(), names);
        }
        _writer.EndArray();
    }

    private void WriteNested(OmsMap map, NestedMap names)
    {
        _writer.BeginMap();
        foreach ((string name, OmsValue value) in map)
        {
            if (value.IsNull) continue;
            NestedField? field = names.Find(name, out bool taken);
            if (taken && !_options.Restore)
                Throw.Fault(OmsErrorCode.Schema, "R-28", "A custom key equals a short key of the same map", -1, $"{_writer.Path}.{name}");
            _writer.WriteKey(field?.Key ?? name);
            if (field is { IsFloat: true } && value.Kind == OmsValueKind.Integer && !_options.Restore) _writer.WriteDouble(value.AsDouble());
            else _writer.WriteValue(value);
        }
        _writer.EndMap();
    }
}
