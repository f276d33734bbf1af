namespace Activation.Local.Demo;

/// <summary>Invented people's names in several scripts.</summary>
internal static class DemoNames
{
    public static readonly IReadOnlyList<string> First =
    [
        "Ottoline", "Barnaby", "Philippa", "Thaddeus", "Rosalind", "Ignatius", "Clementine", "Leopold", "Henrietta", "Balthazar",
        "Jürgen", "Käthe", "Søren", "Åsa-Lena", "Éloïse", "Françoise", "Tomáš", "Zdeňka", "Łukasz", "Małgorzata",
        "José María", "Concepción", "João", "Conceição", "Nguyên Anh", "Gülşen", "Siobhán", "D'Artagnan", "Анастасия", "Владимир",
        "Ελευθερία", "Αλέξανδρος", "やまと", "さくらこ", "민서연", "지훈아", "王小明明", "李美麗花", "عبدالرحمن", "فاطمة",
    ];

    public static readonly IReadOnlyList<string> Last =
    [
        "Quillfeather", "Merriweather", "Thistlewood", "Brackenridge", "Oakenshade", "Winterbourne", "Fairweather-Holt", "Applethwaite", "Larkspurling", "Hollowmere",
        "Müllerchen", "Großkopfert", "Åkerströmsson", "Ødegårdsen", "Lefèvrier", "Beaumarchaisné", "Novotněk", "Dvořáčkovic", "Wiśniewiczak", "Żółkiewicz",
        "Fernández-Ñuño", "Ibáñezgarra", "Gonçalvinho", "Araújolima", "Nguyễnthành", "Yıldırımoğlu", "O'Shaughnessyn", "de la Tourvelle", "Соколовский", "Медведевский",
        "Παπαδοπούλου", "Οικονομίδης", "たかはしやま", "すずきかわ", "김민수박", "박서준최", "欧阳锋华", "司馬相如", "الحسيني", "المنصوري",
    ];

    public static readonly IReadOnlyList<string> Streets =
    [
        "Gooseberry Hollow", "Lanternmaker Row", "Old Cloudberry Road", "Windlass Crescent", "Rue des Nuagières", "Sternschnuppenallee", "Blåbärsgränden", "Wattlebird Parade",
    ];
}
