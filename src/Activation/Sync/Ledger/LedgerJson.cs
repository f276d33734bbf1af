using System.Text.Json;
using System.Text.Json.Serialization;

namespace Activation.Sync.Ledger;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LedgerManifest))]
internal sealed partial class LedgerJson : JsonSerializerContext;
