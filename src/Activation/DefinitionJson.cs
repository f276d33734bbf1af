using System.Text.Json;
using System.Text.Json.Serialization;
using Activation.Delivery;
using Activation.Delivery.Accounts;
using Activation.Destinations;
using Activation.Governance.Policies;
using Activation.Import;
using Activation.Profiles;
using Activation.Segments;
using Activation.Segments.History;
using Activation.Sync;

namespace Activation;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, MaxDepth = RuleLimits.JsonDepth, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SourceDefinition))]
[JsonSerializable(typeof(SegmentDefinition))]
[JsonSerializable(typeof(TraitDefinition))]
[JsonSerializable(typeof(SegmentVersion))]
[JsonSerializable(typeof(PopulationPoint))]
[JsonSerializable(typeof(DestinationDefinition))]
[JsonSerializable(typeof(SyncDefinition))]
[JsonSerializable(typeof(PolicyDefinition))]
[JsonSerializable(typeof(ImportRecord))]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(BatchRecord))]
[JsonSerializable(typeof(SyncState))]
[JsonSerializable(typeof(AccountState))]
internal sealed partial class DefinitionJson : JsonSerializerContext;
