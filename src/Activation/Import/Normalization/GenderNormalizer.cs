using System.Collections.Frozen;

namespace Activation.Import.Normalization;

/// <summary>
/// Gender to Meta's `m` and `f` https://developers.facebook.com/docs/marketing-api/audiences/guides/custom-audiences#hash . Any other word is dropped: to guess
/// would send wrong data of people who did not give theirs. The English words are those of Meta's own builder https://github.com/facebook/capi-param-builder . `h`, `e`, `1` and `2` mean different things in different files and are left out.
/// </summary>
internal static class GenderNormalizer
{
    private static readonly FrozenDictionary<string, string> ByWord = Build();

    public static string? Normalize(ReadOnlySpan<char> cell) => ByWord.TryGetValue(CellText.Fold(cell), out var gender) ? gender : null;

    private static FrozenDictionary<string, string> Build()
    {
        const string Male =
            """
            m male males man men boy boys guy gentleman sir mr mister masculine masc he him hehim cismale cisman
            son father dad daddy papa uncle nephew brother husband boyfriend groom widower king prince duke count emperor god lord lad fellow chap bloke dude his himself
            mann manner maennlich mannlich herr junge homme hommes masculin garcon monsieur hombre varon masculino chico senor uomo maschio maschile ragazzo signore
            homem rapaz senhor mannelijk jongen heer mand han dreng hankon kille pojke mies poika herra mezczyzna meski muz muzsky chlapec ferfi fiu barbat erkek bay
            άνδρας άντρας αρσενικό мужчина мужской муж м чоловік чоловіча мъж мъжки זכר גבר ذكر رجل पुरुष ชาย nam lakilaki pria 男 男性 男子 남 남자 남성
            """;
        const string Female =
            """
            f female females woman women girl girls lady madam mrs ms miss feminine fem she her sheher cisfemale ciswoman
            daughter mother mom mama mommy aunt niece sister wife girlfriend bride widow queen princess duchess countess empress goddess maiden lass gal chick dame belle hers herself maam
            w weiblich frau madchen maedchen femme femmes feminin fille madame mademoiselle mujer hembra femenino chica senora donna femmina femminile ragazza signora
            mulher feminino rapariga senhora v vrouw vrouwelijk meisje mevrouw kvinde kvinna kvinne hun hunkon pige flicka jente tjej nainen tytto rouva k kobieta zenski zena zensky divka femeie kadin bayan
            γυναίκα θηλυκό женщина женский жен ж жінка жіноча жена женски נקבה אישה أنثى امرأة महिला หญิง nu perempuan wanita 女 女性 女子 여 여자 여성
            """;

        var byWord = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(Male, "m");
        Add(Female, "f");
        return byWord.ToFrozenDictionary(StringComparer.Ordinal);

        void Add(string words, string gender)
        {
            foreach (var word in words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
            {
                byWord[CellText.Fold(word)] = gender;
            }
        }
    }
}
