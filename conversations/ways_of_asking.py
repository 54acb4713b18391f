"""How people ask, for both languages in one place: regular expressions over folded text.

Adding a way of asking is adding a word here. What is asked *for* stands in `facets.py`.
"""

import re
from functools import cache

from index.fold import fold

FRAME = (
    r"請問|任何|有何|(?:可以|能|當|做)參考(?:的|用)?(?=[\s?？]*$)|參考用|列出來|(?:的)?重點(?=[\s?？]*$)|摘要|概要|大綱|再(?:說|講)一(?:次|遍)|誰|提到|提及|談到|講到|寫到|崗位|建議的?|定義|轉(?:職|任|做|去|到|成)|多學|想當|想做|小編|的人|大項|什麼意思|意思|念給我聽|唸|出來|屬於|職位|職務|(?<![重更創革刷全])(?:新人(?!員|才)|新進(?!貨|口|行)|新來的?)|菜鳥|一覽(?:表)?|列表|清單|整理|整份|內容|叫什麼|名字|名稱|標題|看看|幫(?:我|忙)|只要|就好|每(?:個|項|條)|說(?:明)?的?是|一共|各?是|面試|需要的|在講|講什麼|寫什麼|[兩一二三四五六七八九十](?:份|條|個|項|點|大項)|現在|目前|查得到|找得到|載入(?:了)?|管什麼|哪(?:一)?點|清單|一句話|簡單說|通通|統統|整(?:個|份|年)|一整|下面|到底|究竟|大概|想(?:請)?問|想知道|告訴我|列(?:出|一下)|給我|幫我|我想|可以|能不能|是不是|有沒有|一下"
    r"|哪(?:些|個|幾項|幾個|一個|一項|一?類|一?份(?=(?:職能)?(?:標準|基準|單元))|裡|種)|出現(?:了)?[兩二三幾]次|什麼(?:是|叫)?|怎(?:麼|樣)(?:辦|做)?|如何|為什麼|多少|幾(?:個|項|條|份|種|門|樣|類|套|款)?"
    r"|需要|應該|(?<!供)應(?:具備)?(?!用|付|變)|必須|具備(?:的)?|得要|要有|要求|包括|包含|所有|全部|完整|總共|共有?|分別|各"
    r"|職能(?:基準|單元|內涵)?|基準|標準|單元|這(?:個|份|項)?|那(?:個|份|項|麼)?|該|它|其|上(?:一|面)(?:個|題|項)?|前一個|剛(?:才|剛)(?:的|那個)?"
    r"|(?:[的呢嗎吧啊呀喔嘛是有和跟及或要才就都也還再於從把被讓給]|(?<!參)與|了(?!解)|(?<!潛)(?<![^庫保]存)在|會(?!員|議|計(?!算|畫))|(?<![核針])對(?!手|象)|(?<![取獲])得|到(?!貨))|裡面|裡|中|下面|底下|方面|部分|我|你|您|我們"
    r"|\b(?:what|which|who|how|when|where|why|whose|is|are|was|were|be|been|am|do|does|did|can|could|should|would|will|shall"
    r"|must|may|might|has|have|had|the|a|an|of|for|in|on|at|to|from|by|with|and|or|as|it|its|this|that|these|those|there"
    r"|me|my|i|you|your|we|our|they|their|please|tell|show|give|list|say|says|said|know|need(?:ed|s)?|required?|requires?"
    r"|all|any|each|every|many|much|some|about|under|standards?|units?|competenc(?:y|ies)|items?|total|number|name[ds]?|bullets?|points?|two|three|four|five|six|seven|comes?|now|ok|same|full|staff|title|under|loaded|available|called|mean(?:s|t)?|expected|listed|lists?|include[ds]?|have|belong(?:s)?|full|complete|out|s|t|re|previous|last|one|asks?(?: for)?|calls? for|deals? with|involves?|entails?|covers?|summar(?:y|ise|ize)|main points|parts?|wat|ppl|mention(?:s|ed)?|again|repeat(?: that| it)?|once more|definitions?|operations?|practitioners?|specialists?)\b"
)
BACK = (
    r"^(?:那麼?|那它|還有|然後|另外|換(?:成|到|做|看)?|改(?:成|看|問)|再|and\b|then\b|also\b|ok(?:ay)? now\b|now\b|what about\b|how about\b|same (?:for|question)\b)"
    r"|也(?:給|列|要|說|看)|一併|咧|勒|[，,。] ?那麼?(?![個些份項條邊種樣裡])"
    r"|[呢的][\s?？!！。.]*$|上(?:一|面|述)(?:個|題|項)?|前(?:一個|面)|剛(?:才|剛)|這(?:個|份|項|些)|那一?(?:個|份|項|些|條)|它|該(?:任務|基準|標準|項)"
    r"|上面(?:說|講|提)(?:到)?的|\b(?:it|its|that one|that$|that[?？]|those|these|the previous|the last|this one|the same)\b"
)
POINTING = (
    r"這(?:個|份|項|些|件|條|樣|種|裡|邊|塊|部分|任務|單元|基準|(?=[要算是該能會得]))|那(?:個|份|項|件|條)(?:任務|活動|事|單元|基準|職業|職位|職務|工作|崗位)?(?=[的要裡是算屬]|$)|它|牠|[他她](?!國)|對方|上面(?:說|講|提|列)(?:到|過)?的"
    r"|\b(?:it|its|this|that|these|those|they|them|their|he|him|his|she|her)\b"
)
"""Something or somebody that was spoken of."""
LEADING_ON = (
    r"^[\s「『]*(?:所以|但是?(?!書)|不過|可是|而且|那)"
    r"|^[^a-z]*(?:but|what if|and if|can['’]?t (?:we|i)|could(?: not|n['’]?t) (?:we|i)|ok so|also)\b"
)
"""Begins with what joins it to what was said."""
ASKING = (
    r"[?？嗎呢嘛]|什麼|怎|哪|誰|幾|多少|如何|為何|為啥|是否|是不是|有沒有|會不會|要不要|能不能|可不可以|需不需要|該不該|對不對|列出|請|告訴|比較"
    r"|\b(?:what|which|who|whose|how|when|where|why|do|does|did|is|are|was|were|can|could|should|must|may|will|would|list|tell|show|give|explain|compare)\b"
)
"""Asks something; what doesn't tells more of what was asked before."""
EXPLAINED = (
    r"(?:為什麼|為何|為啥|何以)(?:要|會|得|需要|必須)*(?:這樣|這麼|那樣|那麼|如此)?(?:做|說|寫|規定|要求)?"
    r"|(?:怎麼說|這樣做|這麼做)(?:的)?(?:用意|目的|原因|理由)?|(?:用意|目的|原因|理由)(?:是|在|呢)?(?:什麼|哪)?"
    r"|(?:再|多|更|請|麻煩|可以|能不能|幫我)*(?:詳細|細(?=[講說])|具體|仔細|清楚|深入|明白|白話|完整|展開)(?:的|地)?(?:再|多)?(?:說明|說|講|解釋|介紹|描述|列)*(?:一下|一點|一些|些|點|看看|內容|是什麼)*"
    r"|(?:再|多|請|麻煩|可以|能不能|幫我)*(?:說明|說|講|解釋|介紹|描述)(?:得|的)?(?:再|更)?(?:詳細|具體|仔細|清楚|深入|明白|白話|多)?(?:一下|一點|一些|些|點)+"
    r"|(?:請|幫我)?(?:解釋|說明)(?:給我聽|看看)?|舉(?:個|一個|幾個|些)?(?:例子?|實例)(?:說明|來說)?|(?:例如|比如|譬如|像是|好比)(?:說)?|比方(?:說)?|有(?:沒有|什麼|哪些)?(?:例子|實例)|例子|實例"
    r"|(?:看|聽|我|還是|有點)*不(?:太|很)?(?:懂|明白|理解|清楚)|什麼意思|怎麼(?:做|進行|操作)|(?:你)?(?:確定|真的|是真的)(?=嗎)"
    r"|(?:寫|列|記|規定)在(?:哪|什麼地方)(?:裡|邊|一條)?|出處|(?:是)?(?:哪裡|哪邊|誰)(?:寫|說|規定)的?|依據(?:是)?(?:什麼|哪裡)?"
    r"|\bwhy does (?:that|it|this) matter\b|\bwhy(?: (?:is|are|do|does|did|should|must|would|not|that|this|it|so|i|you|we|they|have|has|to|need))*(?: (?:do|done|so|that|this|it))*\b|\bhow (?:come|so)\b|\bwhat for\b|\bwhat(?:'s| is) the (?:reason|point|purpose)\b"
    r"|\bhow (?:do|does|should|can|would) (?:i|you|we|one|they) (?:do|go about) (?:that|this|it|so)\b"
    r"|\b(?:explain|elaborate|clarify|expand|unpack|spell)(?: (?:on|out|it|that|this))*\b|\bin (?:more |greater )?detail\b|\b(?:more |further )?details?\b|\b(?:a (?:bit|little) )?more(?: (?:about|on))?(?: (?:it|that|this))?$"
    r"|\b(?:tell|say|know|hear|see|give)(?: me)?(?: a (?:bit|little))? more(?: (?:about|on))?\b|\bfor (?:example|instance)\b|\b(?:such as|like) what\b|\b(?:an? |any |some )?(?:examples?|instances?)\b"
    r"|\bwhat do(?:es)? (?:you|that|this|it) mean\b|\bi (?:do not|don['’]?t) (?:understand|get it|follow)\b|\bbe (?:more )?(?:specific|concrete|clearer)\b|\b(?:more )?(?:specific(?:ally)?|concretely|clearly)\b|\bin (?:plain|simple|other) words\b"
    r"|\bwhere(?: exactly)? (?:does|do|is) (?:it|that|this|they)(?: (?:say|says|said|written|from|so|that))*\b|\bsays who\b|\bare you sure\b|\breally(?=[^a-z]*$)|\bwhat(?:'s| is) the source\b"
)
"""Asks for no more than reasons, examples or clearer words."""
FURTHER = (
    r"還有(?:沒有|別的|其他的?|其它的?|什麼)*(?:嗎|呢|咧|勒)?(?=[\s?？!！。]*$)|(?:其他|其它|別的|其餘|剩下)(?:的|那些|幾個)?(?:呢|咧)?(?=[\s?？!！。]*$)|除了(?:這|那)(?:個|些)?(?:之外|以外)?(?:還|也)(?:有|要|包括|包含)?(?:些)?(?:什麼|哪些|啥)?(?:嗎|呢)?(?=[\s?？!！。]*$)|(?:就|只有|只)(?:這|那)(?:些|樣)(?:嗎|了嗎|而已)?|繼續"
    r"|\b(?:anything|what|something|who) else\b|\bany (?:more|others?)\b|\b(?:the )?(?:rest|others)$|\b(?:go on|continue|keep going)\b|\bis (?:that|this|it) (?:all|it|everything)\b"
)
"""Asks for no more than what else there is."""
WHAT_IT_IS = (
    r"(?:是|在|是在)(?:講|說|做|幹)?(?:些)?(?:什麼|啥|嘛)(?:的)?[\s?？]*$|\bwhat(?:['’]?s| is) "
)
"""Of one of a list: not what was asked of another."""
OF_THEM = r"其中|(?:跟|和|與).{1,10}(?:有關|相關)|(?<=[㐀-鿿]{2})那一?(?:個|項|條|則)(?=[的要呢\s?？]|$)|(?:講|關於|有關|提到|談|管|做).{1,12}的(?:是)?(?:哪|那)一?(?:個|項|條|則|份)|(?:這|那)(?:些|幾個)裡面?|\b(?:which|one|any|some|none|all) of (?:them|these|those)\b|\bthe ones? (?:about|on|for|with|that)\b(?!.*\b(?:task|duty|part|job|standard|unit)\b)|^(?:and )?which ones?\b|^(?:and |ok |no )?(?:the|that) (?!(?:first|second|third|fourth|fifth|last|next|other|previous|same|whole)\b)(?:[\w-]+ ){1,4}one(?=\s*(?:[,?？!.]|$))"
"""Of the list shown last."""
BELONGING = (
    r"(?:是|在|屬於|算|歸)(?:在)?哪(?:一)?(?:個|項|些|條)(?:工作)?(?:任務|職責|活動|要素)(?:底下|下面|之下|裡面|裡|下|中)?的?(?=[\s?？]*$)"
    r"|\b(?:which|what) (?:task|duty|activity|element|group) (?:is|are|does|do) (?:it|this|that|these|those|they)?(?: \w+)? ?(?:in|under|from|part of|belong(?: to)?)(?=[^a-z]*$)|\bwhere does (?:it|this|that) belong\b"
)
"""Of an item that was spoken of: where it stands."""
ELSEWHERE = (
    r"(?:別|其他|其它|另外)(?:的)?(?:幾?份|基準|標準|單元|職業|工作).{0,4}(?:也|有|都|呢)|(?:還有|別)(?:哪一?)?份"
    r"|\b(?:in|do|does|is|are) (?:any |the )?other (?:standards?|units?|jobs?|ones)\b|\b(?:anywhere|somewhere|nowhere) else\b|\bother standards?\b"
)
"""Of what was spoken of: whether other standards have it, too."""
FILLING = (
    r"換(?:成|到|做|看)|改(?:成|看|問)|(?:[㐀-鿿]{1,2}完|(?:做|弄|處理)好)(?:了)?(?:之?後)?|完成|結束|之後|以後|事後|最後|出去|出來|東西|方法|事情|一併|順便|另外|還要|還需要|先|又|多久.{0,2}一次|隔多久|列|謝謝|麻煩|看|件事|做|塊|換|改"
    r"|\b(?:thanks?|thank you|how often|often|at the end|in the end|afterwards?|after that|then|as well|also|too|then|besides|ones?|instead|skip|jump|go|end|just|only|so)\b"
)
"""What fills a follow-up and names nothing."""
WHICH_LINE = r"第幾(?:條|項|點)|哪一?條|編號|代碼|代號|\b(?:which (?:line|item|number|code)|what(?:['’]?s| is) (?:the|its) (?:code|number))\b"
"""Of what was quoted: under which code."""
AROUND_LINE = r"[第寫列記放條項點]|編號|代碼|代號|\b(?:items?|lines?|numbers?|codes?)\b"
"""What stays of such a question."""
WORDING = r"寫法|說法|講法|定義|用詞|措辭|(?:怎麼|如何)(?:寫|說|定義)|\b(?:word(?:s|ed|ing)|phras(?:ed|ing)|defin(?:es?|ed|ition)|says?|puts?)\b"
"""Of what was quoted: how another standard says it."""
THOSE_ALONE = r"只(?:要|看|列|留|給)|就看|就好(?=[\s?？!！。]*$)|\b(?:just|only) (?:the|those|that|for|from|in|what)\b"
"""Of a list: a part of it."""
CLOSEST = (
    r"最(?:有|相)?(?:關|像|接近|符合|直接)|\b(?:closest|nearest|most (?:relevant|related|like))\b"
)
"""Of a list: the one that comes nearest; one does."""
THE_OTHERS = r"^(?:那麼?)?(?:其他|其它|別|其餘|剩下)的?(?:幾個|那些)?(?:呢|咧)?(?=[\s?？!！。]*$)|\b(?:the )?(?:rest|others)(?=[^a-z]*$)"
"""Of what other standards say, too."""
OTHER = r"另(?:外)?(?:一|那)?(?:個|份|項|條|邊)|\bthe other(?: one| standard| unit| task| job)?\b(?! (?:standards|units|tasks|ones|two|three|four)\b)"
SOMETHING_ELSE = (
    r"^(?:換(?:個|一個)?(?:話題|問題|主題)|先不(?:管|說|談|問)(?:這個|那個|它|這)?|(?:另外|順便|再|還想)(?:想)?(?:請)?問(?:一下|個|另一個)?(?:問題)?|(?:問)?(?:另一個|別的|其他)問題"
    r"|(?:by the way|btw|(?:and )?(?:another|a different|one more|next|new) (?:question|topic|thing)|changing the subject|to change the subject|on another note)\b)[\s，,：:。.;-]*"
)
"""Says that what follows is about something else."""
PREVIOUS = r"(?:上|前)一(?:個|份|項|條)|(?:剛剛|剛才|之前|先前|前面|上面)(?:的|說的|講的|問的)?那(?:個|份|項)|\b(?:the )?previous one\b|\b(?:the )?one before(?: (?:that|this|it))?\b|\bgo back to the (?:first|previous|other) one\b"
"""Of two that were spoken of, the one that isn't now."""
AND_WITH = r"^(?:那麼?|再|and|then|what about|how about|[\s,，])*(?:跟|和|與|同|\bwith\b|\bagainst\b|\bto\b)"
"""Beside a comparison, what else it is to be made with."""
COMPARING = (
    r"哪(?:一)?(?:個|邊|份|項).{0,12}(?:多|(?<!多)少|高|低|嚴)(?!少)|有差(?:嗎|沒|別)?(?=[\s?？嗎呢]*$)|區別|差距|落差|異同|對比|比對|有(?:什麼|咩|啥|沒有|乜)?分別(?=[\s?？呢嗎]*$)|並排|並列|一起(?:比|看)|放在一起|\bside by side\b|\bnext to each other\b|各(?:自)?(?:怎麼|如何)|[跟和與].{1,16}比(?=呢|一?比|起來|一下|[\s?？]*$)|比.{0,12}(?:多|少|高|低)|\b(?:more|fewer|higher|lower) (?:\w+ ){0,3}than\b|^which (?:one |of them |standard |unit )?(?:\w+ )?(?:more|fewer|higher|lower)\b|[只就]差[一兩二幾]|差(?:別|異|在哪|多少)|不同|不一樣|比較(?!(?:好|適合|恰當)[\s?？。!！]*$)|相比|一模一樣|相同|同級|同一級|共同|一樣|重複(?=的|嗎|[\s?？]*$)|對照|重疊|重複的地方|(?:還)?(?:缺|少|差)(?:了)?(?:什麼|哪些)|多學(?:什麼|哪些)|轉(?:職|任|做|去|到|成)|升(?:任|到|成)"
    r"|\b(?:have|has|list|lists|need|needs) the same(?: ones?)?\b|\b(?:compare[ds]?|comparison|differ(?:s|ent|ences?)?|versus|vs|overlaps?|in common|share[ds]?|lack|missing|become|switch|transition|gaps?|identical|separates?|distinguish(?:es)?|tells? apart|sets? apart)\b"
)
COMPARED = (
    r"區別|差距|異同|對比|比較|相比|對照|並排|並列|一樣|相同|共同|不同|差別|差異|級別|等級|較高|較低"
    r"|\b(?:compare[ds]?|comparison|versus|vs|differ(?:s|ent|ences?)?|side by side|share[ds]?|in common|levels?)\b"
)
"""Asks for two side by side, whatever is said of going from one to the other."""
POLAR = (
    r"嗎[\s?？!！。]*$|是否|是不是|要不要|需不需要|會不會"
    r"|^(?:does|do|is|are|must|should|can|has|have)\b"
)
WHETHER = r"有沒有|要不要|需不需要|會不會|能不能|可不可以"
ALL = (
    r"(?:所有|全部|各|這|[三四五幾])(?:份|個)?(?:職能)?(?:基準|標準|單元|職業|職務|職位)|[三四五]份(?:都|裡)|每(?:一)?份|\ball (?:[\w-]+ ){0,3}(?:standards|units|jobs|occupations)\b"
    r"|\b(?:three|four|five) (?:[\w-]+ ){0,3}(?:standards|units|jobs|occupations)\b"
    r"|\b(?:which|any|each|all) of (?:our|the|these|those|your) (?:three|four|five)\b(?! (?:tasks|activities|skills|duties))"
)
SHARED = (
    r"(?:有(?:沒有|哪些|哪幾|什麼)?|哪(?:些|幾)(?:個|項|條)?)[^級]{0,6}(?<!不)一樣|相同|重疊|重複(?=的|嗎|[\s?？]*$)|共同|共通|共有(?=的|哪|什麼)|都(?:有|要|會|需要|得|列|提到|寫)(?!哪|什麼|幾|給|出來)"
    r"|\b(?:in common|overlaps?|share[ds]?|(?<!of )both|all (?:of them|five|four|three) (?:need|list|have|ask))\b"
    r"|\b(?:required|needed|listed|asked for|shared|common) (?:by|in|to|across) (?:all|both)\b|也(?:有|要|列|需要)的"
)
DIFFERENT = r"[只就]差[一兩二幾]|不同|不一樣|區別|差(?:別|異|在)|有(?:什麼|咩|啥|乜)分別|\bdiffer(?:s|ent|ences?)?\b"
ONLY = (
    r"[只僅]有(?![\d一二三四五六七八九十幾兩])|獨有|特有|獨特|專有|才有|先有|只(?:在|出現)|僅(?:在|出現)"
    r"|\bonly(?= (?:in|under|for|at)\b|.*\b(?:has|lists|needs|requires|asks|have|appears?)\b)|\b(?:unique(?: to)?|exclusive(?:ly)?(?: to)?|alone|nobody else|no other)\b"
)
"""Asks for what one has and no other."""
NOT = (
    r"(?<!有)沒(?:有)?(?:列出?|寫出?|提到|提及|要求|需要)?|不(?:需要|用|必|要求?|列|包含|包括)|缺少|無(?:須|需)?(?=工作|產出|態度|知識|技能|指標)"
    r"|\b(?:no|not|without|lack(?:s|ing)?|(?:do|does|did)(?: not|n['’]?t))\b"
)
"""Asks for what is not there; 有沒有 doesn't."""
NEEDS_NOT = (
    r"(?:任務|職責|活動|基準|標準|單元)(?:都|裡|是)?(?:不(?:需要|用|必|要求|會|包含)|沒(?:有)?(?:要求|需要|提到|提及|用到))"
    r"|\b(?:tasks?|activit(?:y|ies)|standards?|units?) (?:that )?(?:(?:do|does)(?: not|n['’]?t)|never|needs? no|requires? no)\b"
)
"""Asks which places do without something."""
OTHERS_LACK = (
    r"(?:其他|其餘|另外?|別)(?:的|那|[兩三四])?(?:份|個|者)?(?:都|皆)?沒有"
    r"|\b(?:neither|none) of the others?\b|\bnot in (?:any of )?the others?\b"
)
"""Says of the one that is named that it alone has it."""
OF_SETS = r"共同|共通|共有|相同|其他|其餘|另外?|而|職業|職務|\b(?:in common|common(?: to)?|shared?|occupations?|jobs?|others?|neither|none)\b"
"""What says which are meant, beside all, only and not."""
OTHERS = r"(?:其他|其餘|另外?|別)(?:的|那|[兩三四])?(?:份|個|者)?(?:都|皆)?$|\b(?:others?|rest)\b[a-z ]{0,8}$"
"""Stands before a no that is said of all that are not named."""
STANDING = r"出現|\b(?:appears?|stands?|found)\b"
ALIKE_OR_NOT = (
    r"沒錯|沒關係|不好意思|不知道|是不是|有沒有|會不會|要不要|需不需要|能不能|不同|不一樣"
)
TOGETHER = r"\s*(?:[和跟與及、,，/&]|還有|以及|\band\b|\bor\b|\bnor\b)\s*(?:the\s+)?"
"""What stands between two names of which the same is said."""
JOINED = r"\s*有?(?:[而但和跟與及、,，/&]|還有|同埋|同(?!時)|以及|\band\b|\bor\b|\bvs\.?\b)\s*(?:the\s+)?"
"""What stands between two names that are asked about together."""
JOINED_LOOSELY = r"^[^，,。？?]{0,2}的[^，,。？?]{1,10}[和跟與及][^，,。？?]{0,3}$|^[^.?]{1,40}\b(?:and|or|vs\.?|versus|than|against)\b[^,.?]{0,16}$"
"""What stands between two names, each of which has a part of it beside it: 「貿易經理的客戶服務任務和
跨境的售後服務」."""
EITHER = r"(?:還是|或者?|或是|抑或|定係)(?:是|在)?\s*$|的[事活工作份內]{1,2}[，,]?(?:還是|或)?\s*$|\b(?:or|or is it|or just|or only)\s*(?:in |for |by )?(?:the )?$"
"""What stands between two names of which one is asked for: 「庫存是零售電商要管還是跨境要管」."""
BETWEEN = r"[而但和跟與及、,，/&比]|還有|同埋|以及|\b(?:and|or|vs\.?|versus|than|to|with|from)\b"
"""What may stand between two things that are compared."""
BETWEEN_HALVES = r"[和跟、/&]|(?<!參)與|(?<!普)及|還是|或者?|對比|相比|比(?!較|例)|\b(?:and|or|vs\.?|versus|against|than|compared (?:to|with)|with)\b|\bv\.(?=\s)"
"""What may stand between two things that are told of in other words than their titles."""
ALONE_IN_HALVES = r"(?:工作)?(?:任務|職責)|那(?:個|塊|段|部分)|\b(?:tasks?|dut(?:y|ies)|activit(?:y|ies)|parts?|bits?)\b"
"""Says that something is a part of the work, wherever it stands."""
AROUND_HALVES = (
    r"那?(?:一)?(?:個|塊|段|部分|件事|項)|東西|一模一樣|任務|活動|職責|兩(?:個|邊|份|種)|各(?:自)?|分別|同樣|都|裡面?|中的?|這|那|[「」“”\"『』]"
    r"|\b(?:tasks?|dut(?:y|ies)|activit(?:y|ies)|parts?|bits?|each|both|same|respectively|jobs?|higher|lower|more|less|fewer|levels?)\b"
)
"""Says of a half that it is a part of the work, or one of two."""
LISTING = (
    r"哪(?:些|幾)|涵蓋|底下|下面|之下|幾(?:點|條|項|個)|分(?:成)?(?:哪)?幾|要做(?:些)?什麼|包(?:括|含)(?:哪些|什麼)?|在(?:管|做)什麼|怎麼做"
    r"|\b(?:what are|which are|tell me (?:more )?about|covers?|list|(?:which|what) (?:skills|knowledge|attitudes|outputs|documents|papers|reports|records|activities|indicators)|steps|includes?|consists?|comes under|under|how many|bullets|points)\b"
)
COUNTERPART = (
    r"(?:相)?對應(?:的|到)?(?=任務|職責|活動|技能|知識|態度|東西|部分|地方|項目|的|嗎|什麼|哪|誰|[\s?？]*$)|對得上|對應(?:到)?.{0,14}(?:哪|什麼)|相當於|等同於|對等|類似|相近|像.{1,14}(?:那樣|一樣)"
    r"|\b(?:anything|something|a task|an activity|a skill) (?:like|similar)\b|\b(?:have|has|says?|got) (?:anything|something) (?:on|about) (?:that|this|it)\b|\bsimilar (?:to|in|one)\b|\bcounterparts?\b|\bequivalents?\b|\bcorrespond(?:s|ing)?\b|\bmatch(?:es|ing)? (?:in|to|for)\b"
)
"""Asks for what is the same elsewhere, under whatever name."""
LEFT_OF_COMPARING = r"[差哪比高低多少]|\b(?:common|jobs?|roles?|side)\b"
"""What stays of 差在哪 and 比較 when the words around it are taken away."""
WITH = (
    r"^(?:那麼?|再|請|幫我|可以|還有|can you|could you|please|and|now|then|ok|okay|[\s,，])*"
    r"(?:(?:有)?(?:哪些|哪裡|什麼)?(?:跟|和|與|同).{1,16}(?:比|一樣|相同|不同|不一樣|重疊|差)|比較|對照|compared?\b|vs\b|versus\b|against\b|what do i lack\b|.{0,6}(?:想|要)?(?:當|做|轉|升).{1,16}(?:缺|差|補))"
)
"""Begins with what was spoken of left out: compare it with …, 「跟貿易經理比呢」."""
THEY = r"它們|他們|兩(?:個|份|者|邊)|這兩|那兩|彼此|\b(?:they|them|the two|both|each other)\b"
"""What was spoken of last, and what before that."""
ONLY_ONE = (
    r"只有(?:其中)?(?:一(?:個|邊|方|份)|某一)|其中(?:一|某)(?:個|邊|方)(?:才|獨)?有|(?:各自|各有|彼此)的?(?:獨有|特有|不同)|反過來|反之|互相(?:沒有|缺)"
    r"|\bonly one (?:of|has|lists?|needs?|asks?)\b|\bnot (?:shared|in both)\b|\bvice versa\b|\bother way (?:a)?round\b|\beach (?:other )?lacks?\b"
)
"""Asks of two for what either has alone."""
SET_AGAINST = r"比|跟|和|與|同|對照|\b(?:than|to|with|vs\.?|versus|against|and)\b"
"""What stands between two of which one is set beside the other; else each has its own sentence."""
SET_AGAINST_AGAIN = r"[比跟和与同]|\bthan\b"
"""After a name that is said again: what follows is what it is set against (folded)."""
SET_BESIDE = (
    r"(?:比起|相較於|相比於|對比|跟|和|與|同)\s*(?:the )?[《「“\"]?$"
    r"|\b(?:compared (?:to|with)|unlike|besides|beyond|other than|relative to)\s+(?:the )?$"
)
"""What stands before the one of two that the other is set beside."""
SET_APART = r"其中|\bonly\b|\bthem\b|其他|另一(?:個|邊|方)|而|\b(?:either|other|way|round|around|vice|versa|one|extra|additional)\b"
"""What stays around the words that ask for one side."""
HAS_MORE = (
    r"多(?:了|出|出來|要|加|會)?(?:了)?(?:哪|什麼|幾|啥|些)|比.{1,24}多(?:了|出|要)(?!少)"
    r"|\b(?:extra|additional(?:ly)?|on top of)\b"
)
HAS_LESS = (
    r"(?:少|缺)(?:了|掉)?(?:哪|什麼|幾|啥|些)|\b(?:lacks?|missing from|missing in|leaves? out)\b"
)
"""Of two: what the one spoken of has more, or lacks."""
HELD_ALREADY = (
    r"已(?:經)?(?:有|具備|會|符合)|不(?:用|必|需要?)(?:再|重新)?(?:補|學)|現成|帶得(?:過去|走)|原本就(?:有|會)"
    r"|\b(?:already (?:have|has|meet|know)|carr(?:y|ies) over|transferable)\b"
)
"""Asks of somebody who changes jobs for what both jobs ask for."""
MOVE = (
    r"(?:轉|跳|升|晉升)(?:職|任|做|當|去|到|成|行|往|為|跑|調)*|(?:改|換)(?:行|任|做|當|去|到|成|跑)+|想(?:要)?(?:當|做|去做|去當|成為|應徵)|成為|變成|應徵"
    r"|\b(?:(?:to )?become|becoming|to be|switch(?:ing)?(?: over)? to|mov(?:e|ing) (?:to|into|over to)|transition(?:ing)? (?:to|into)|promoted to|chang(?:e|ing) (?:jobs |over )?to|apply(?:ing)? for)\b"
)
"""Stands before what somebody wants to become."""
LACKING = (
    r"(?:缺|欠|少|差)(?:了|些)?(?:哪|幾項|幾個|啥|甚麼)(?!裡|兒|邊)|要(?:再)?(?:補|加強|充實|準備)(?:上|好)?(?:哪|什麼|幾|啥)"
    r"|(?:還)?(?:缺|少|差)(?:了)?(?:什麼|哪些)|(?:仲|重)?(?:差|爭|欠|缺)(?:咗)?啲?(?:咩|乜)|要補(?:什麼|哪些|些什麼)?|還(?:要|得)(?:學|補|加強)|補(?:什麼|哪些)|多學(?:什麼|哪些)|要學(?:什麼|哪些|些什麼)"
    r"|\b(?:lack|missing|gaps?|still (?:need|miss|lack)|(?:have|need|ought|want) to (?:learn|acquire|pick up|develop)|add to (?:be|become)|become)\b"
)
MOVING = r"做緊|而家|仲|啲|咩|乜|[想爭欠缺學補]|\b(?:m|am|learn|already|now|want|wants|wish|would like|online|become|clerk|worker|employee|lack|missing)\b"
"""What is said around the two jobs when somebody wants to go from one to the other."""
EACH_OF_TWO = (
    r"各(?![國種項類地])|分別|[兩两](?:個|邊|份|者|種)|差(?:[幾多]|在)|多(?:了|要|懂|會|學)|(?:前|後)面那個|哪(?:一)?(?:個|邊|份|項)"
    r"|\beach\b|\bboth\b|\bwhich one\b|\bthe (?:first|second|other)(?: one)?\b|\bagainst\b"
)
"""Says of two that something is asked of both, or of one of them."""
OF_BOTH = r"(?:做)?電商(?=的?(?:態度|技能|知識|$))|\b(?:both|each|people|persons?|staff)\b"
"""Says of two only that it means both, and those who do the work."""
EACH_SIDE = r"[兩两](?:邊|者|份|個)|雙方|各自|分別|職業|職務|\b(?:both|either) sides?\b"
"""Says of two only that both are meant."""
NAMED_FIELD = r"描述|簡介|介紹|\bdescriptions?\b|\boverview\b"
"""Asks for the description by its name."""
HIGHEST = r"最高|\bhighest\b"
LOWEST = r"最低|\blowest\b"
SAME_LEVEL = r"同(?:一)?個?級"
"""Of two standards: whether their levels are one."""
HIGHER = r"比.{0,16}高|\bhigher\b"
LOWER = r"比.{0,16}低|\blower\b"
EQUAL = r"(?<!不)(?:一樣|相同)|\b(?:same|equal)\b"
"""Of two levels."""
TASK = r"任務|職責|\btasks?\b|\bdut(?:y|ies)\b"
ACTIVITY = r"活動|\bactivit(?:y|ies)\b"
MOST = r"最多|\bmost\b"
FEWEST = r"最少|\b(?:fewest|least)\b"
REVERSE = (
    r"(?:要會|需要|用到|要懂|有列|要求).{1,20}的(?:工作)?(?:任務|職責|活動)|(?:對應|屬於|掛在|列在|出現在|用在).{0,12}(?:哪|邊)"
    r"|(?:哪|邊)(?:些|個|幾個)?(?:工作)?(?:任務|職責|活動)(?:會|才|都|也)?(?:需要|要求|要|用|有列|列)|誰(?:會|要|需要)用"
    r"|(?:會)?(?:用在|在)(?:什麼地方|哪裡|哪邊)(?:會)?(?:用到|用得到|需要)?[\s?？]*$|對(?:於)?哪(?:些|個).{0,6}(?:工作|任務|職責)(?:有用|有幫助)"
    r"|才能做的(?:是)?哪(?:些|個)|\bwhich (?:parts?|bits?|steps?|pieces?) (?:of (?:the )?(?:job|work) )?(?:needs?|requires?|calls? for|uses?)\b"
    r"|\bwhere (?:is|are) .+ (?:used|needed|listed|required)\b|\bbelongs? to which\b|\bwhich (?:[\w-]+ ){0,5}tasks? (?:need|use|call|ask|list|require)"
    r"|(?:哪(?:些|個|幾個|一個)?|什麼)(?:工作)?(?:任務|職責|標準|基準|職能基準|單元|工作|職位|崗位|職務|活動|人)(?:會|才|都|也)?(?:需要|要|用到|用得到|需|得)"
    r"|(?:是|屬於)?哪(?:一|幾|些)?(?:個|項|份)(?:標準|基準|任務|工作|職務|職位)?(?:裡)?(?:有)?(?:提到|提及|要求|寫到|寫了|需要|要用|要的|要會|用到|的技能|的知識|會用)"
    r"|誰(?:會|才|都|也)?(?:要|需要|得|必須|應該|應)(?:懂|會|知道|了解|用|學|處理)|(?:基準|標準|單元)(?:裡)?(?:有)?(?:提到|提及|談到|講到|寫到)"
    r"|\bwho (?:has to|needs to|must|should) (?:deal with|use|know|handle|understand)\b|\bwho needs\b"
    r"|\b(?:which|what) (?:[\w-]+ ){0,3}(?:standards?|units?|tasks?|jobs?) (?:mention|talk about|speak of|refer to)s?\b"
    r"|\b(?:which|what)(?: \w+)? (?:tasks?|standards?|units?|jobs?|roles?|occupations?|activities)(?: \w+)? (?:need|require|use|call for|ask for|involve)s?\b"
    r"|\bwhere (?:is|do i need) .+ (?:needed|required|used)\b"
)


WHICH_PLACE = (
    r"哪(?:一|幾|些)?份(?=裡?面?(?:也|都)?(?:有|提|寫|講|列))|(?:[哪邊幾]|什麼)(?:一|些|幾)?(?:個|項|份|種|樣|件|類|塊)?(?:大)?(?:主要)?的?"
    r"(?:工作任務|任務|職責|工作活動|活動|工作(?!經驗|產出|態度|內容)|職業|職務|職位|崗位|行業"
    r"|(?:職能)?(?:標準|基準|單元)|事(?!情|故|項)|步驟|環節|場合|部分|地方|時候)"
    r"|(?:任務|職責|活動)有?(?:幾|多少)(?:個|項)|(?:用|出現|列|寫|掛|放|派得?上用場).{0,3}在?(?:哪裡|哪邊|哪兒|什麼地方)"
    r"|\b(?:which|what)(?: of (?:the|its|their))?(?: [\w'’-]+){0,4}"
    r" (?:tasks?|activit(?:y|ies)|dut(?:y|ies)|parts?|jobs?|standards?|units?|roles?|occupations?|positions?|steps?|work)\b"
    r"|\bwhere\b"
)
"""Asks in which task, activity or standard: of what is called for, who calls for it."""
WHEN_OR_HOW = r"時候|步驟|哪(?:些|幾件)事|[嗎么][\s?？]*$|\bsteps?\b"
"""Asks when, how or whether in words that ask where."""
NEEDING = (
    r"有幫助|有用|幫得上|用到|用得(?:到|上|著)|會用|派得?上用場|需要|要求|[要得須](?:會|懂|用|有)|才(?:要|會|懂)|(?:^|我)(?:很|比較)?(?:會|懂|擅長|熟悉|學過).{1,16}(?:的人|可以|適合|勝任|能)"
    r"|\bneeds\b(?![^a-z]*$)|\b(?:need|needed|requires?|us(?:es?|ed|eful)|calls? for|asks? for|relies|rely|come in handy)\b"
)
"""Says of a knowledge or a skill that it is called for."""
EVERY_PLACE = (
    r"[二兩三四五六七八九十](?:個|項)(?:主要|大)?(?:工作)?(?:任務|職責|活動)(?=都)|每(?:一)?(?:個|項|條|份)?(?:大)?(?:主要)?(?:工作)?(?:任務|職責|活動)|(?:所有|全部)的?(?:工作)?(?:任務|職責|活動)"
    r"|\b(?:every|each|all(?: of)?(?: the| its)?)(?: [\w'’-]+){0,3} (?:tasks?|activit(?:y|ies)|dut(?:y|ies))\b"
)
"""Speaks of all the tasks, or the activities, of a standard."""
IN_EACH = (
    r"(?:[二兩三四五六七八九十](?:個|項)(?:主要|大)?(?:工作)?(?:任務|職責|活動)|每(?:一)?(?:個|項|條)?(?:大)?(?:主要)?(?:工作)?(?:任務|職責|活動)|(?:所有|全部)的?(?:工作)?(?:任務|職責|活動))裡?面?都"
    r"|\b(?:every(?: single)?|all(?: of)?(?: the| its)?)(?: [\w-]+){0,2} (?:tasks?|dut(?:y|ies)|activit(?:y|ies)) (?:needs?|requires?|uses?|calls? for|asks? for|shares?|lists?)\b"
    r"|\b(?:needed|required|listed|used|shared|common|called for|asked for|appears?|stands?|found) (?:in|by|for|to|across) (?:every|all)\b"
)
"""Asks for what is listed beside every one of them."""
THEN_PLACES = (
    r"^\s*(?:工作)?(?:任務|職責|活動)|^ (?:[\w-]+ )?(?:tasks?|dut(?:y|ies)|activit(?:y|ies))\b"
)
"""What follows a number that counts places."""
MAKING = r"任務|職責|活動|用(?:到)?|\b(?:tasks?|dut(?:y|ies)|activit(?:y|ies)|used)\b|[只僅就產交列出做需要]|以[上下內]|\b(?:produces?|only|just|more|than|output|make|makes|list|lists|single|least|most|fewer|less)\b"
"""What stays around a number of things that a place lists."""
AROUND_PLACES = (
    r"任務|職責|工作|活動|職業|職務|職位|崗位|行業|件事|事|環節|場合|時候|地方|上用場|派|用|做|出現|列|寫|負責|擔任|勝任|適合|快|嗎"
    r"|\b(?:tasks?|activit(?:y|ies)|dut(?:y|ies)|parts?|jobs?|roles?|occupations?|positions?|steps?|us(?:e[ds]?|ing|eful)|good|work|come|comes|handy)\b"
)
"""What stays of such a question beside its subject."""
HOW_ASSESSED = r"(?:怎麼|如何|怎樣)(?:評|考)|\bhow\b.{1,60}\b(?:assessed|examined|judged|tested)\b"
"""Of a unit: by what means, and not all that its assessment takes."""
METHODS = r"方法|方式|\bmethods?\b"
"""In the heading of those means."""
TAKEN_FROM = (
    r"(?:從|由|自)哪(?:一)?(?:個|份)?的?(?:行業|產業|單元|基準|標準)?(?:裡|邊|那邊|那裡)?(?:拿|抄|借|採納|採用|改編|引用|沿用|移植)(?:過)?來?(?:用)?的"
    r"|(?:從|由)哪(?:一)?(?:個|份)的?(?:行業|產業|單元|基準|標準)來的(?=[\s?？]*$)"
    r"|(?:採納|採用|沿用|改編|借用|引用)自?哪(?:一)?(?:個|份)?(?:行業|產業|單元|基準|標準|裡)的?"
    r"|\b(?:taken|adopted|adapted|borrowed|copied) (?:over )?from\b(?: (?:another|some other|any other|an?) (?:\w+ )?(?:unit|standard|industry|sector|one)\b)?"
    r"|\b(?:which|what) (?:\w+ ){0,2}unit\b (?:does|did) .{1,40}\bcomes? from\b"
)
"""Of a standard: which one it was adopted from, as its remarks print."""
WHICH_BEFORE = r"\b(?:which|what) $"
"""Before the name of a kind of standard: which of that kind is asked for."""
WHO = r"誰|(?:哪些|什麼)人|\bwho\b"
MENTION = r"有(?=這(?:個|項|條|點)?[\s?？]*$)|(?<![要需])有寫(?=[這那到]|[\s?？]*$)|提到|提及|談到|講到|寫到|\b(?:mention|talk about|speak of|refer to)s?\b"
SUBJECT = r"(?<=[㐀-鿿]{2})(?:學|法)$"
"""What says of a subject only that it is one: 統計學 is 統計."""
SAME = (
    (r"個資(?:法|保護)?|隱私(?:權|保護)?", "個人資料保護", ""),
    (
        r"\b(?:data )?privacy(?: protection)?(?: (?:laws?|acts?|rules?|regulations?))?\b",
        "個人資料保護",
        "personal data protection",
    ),
    (r"智財(?:權)?|智慧財產(?:權)?", "知識產權", ""),
    (r"職安(?:衛)?", "職業安全衛生", ""),
    (r"公平法", "公平交易法", ""),
    (r"消保法", "消費者保護法", ""),
    (r"\bkpis?\b", "績效指標", "performance indicators"),
    (r"\bcrm\b", "顧客關係管理", "customer relationship management"),
    (r"\bpos\b", "銷售時點情報系統", "point of sale"),
    (r"\bsops?\b", "作業程序", "procedures"),
    (r"\bwto\b", "世界貿易組織", "world trade organization"),
    (r"\bftas?\b", "貿易協定", "trade agreements"),
)
"""Everyday names, and what the standards call the same, in either language."""
ROLE = (
    r"[㐀-鿿]{1,4}(?:師|員|長|手)(?:平常|通常|主要)?(?:要|需|應|得|的)(?:掌握|懂|會|做|具備|有|工作|技能|知識|態度|任務|產出)|(?:人員|專員|工程師|設計師|企劃師|技師|師傅|老師|司機|導遊|主播|店長|業務員|銷售員|店員|編輯|美編|會計|護理師|廚師"
    r"|咖啡師|律師|(?<![做當])(?<!身為)經理|(?<![做當])(?<!身為)主管|顧問|助理)(?:的|要(?!我)|需|應|得|職|基|標|崗|有|$)"
    r"|\b(?:nurse|engineer|manager|driver|designer|accountant|chef|barista|teacher|guide|clerk|assistant|officer"
    r"|developer|programmer|analyst|electrician|cashier|waiter|receptionist|planner|buyer|host|streamer|specialist"
    r"|consultant)s?\b|\b(?:standard|unit of competency|unit|competenc(?:y|ies)) (?:standard )?(?:for|in|of|on)\b"
)


_AGAIN_IN = (
    r"(?:那麼?|請|可以|能|幫我|再)*(?:你)?(?:說|用|改|換|翻|翻譯|講|給我|列|寫)?(?:成|用)?的?{zh}(?:版|版本|的|翻譯)?"
    r"(?:再)?(?:怎麼說|怎麼講|怎麼寫|是什麼|是|叫什麼|回答|說|講|列)?(?:一次|一遍|出來)?(?:呢|嗎|吧)?"
    r"|(?:and |what about |how about |can you |could you |please |now |the same |same |say |give me |show |put |translate |it |that |this |them )*"
    r"(?:in|into|to|the) {en}(?: version| translation| wording| name| please)*"
    r"|how (?:do|would) (?:you|i) say (?:that|it|this|them) in {en}|what (?:is|are|s) (?:that|it|this|they|those) (?:called )?in {en}"
)
IN_ENGLISH = _AGAIN_IN.format(zh="(?:英文|英語)", en="english")
IN_CHINESE = _AGAIN_IN.format(zh="(?:中文|國語)", en="(?:traditional )?chinese")
"""Whole questions that ask for the last answer in a language."""
_ONCE_MORE_IN = (
    r"(?:換|用|翻譯?|改|轉)(?:成|做|為)?{zh}(?:再(?:講|說|寫|列)|(?:再)?(?:講|說|寫|列)?(?:一次|一遍))(?:一次|一遍)?[\s?？!！。吧嗎]*$"
    r"|\b(?:say|put|repeat|translate|give me) (?:that|it|this|them|the last (?:one|answer))[\w ',]{{0,15}} (?:in|into|to) {en}[^a-z]*$"
    r"|\bagain in {en}[^a-z]*$"
)
ONCE_MORE_IN_ENGLISH = _ONCE_MORE_IN.format(zh="(?:英文|英語)", en="english")
ONCE_MORE_IN_CHINESE = _ONCE_MORE_IN.format(zh="(?:中文|國語)", en="(?:traditional )?chinese")
"""At the end of what may say why, the same: 「同事看不懂英文，換中文再講一次」."""
SAY_IN_ENGLISH = (
    r"(?:[\s，,、]|用|請用|以)(?:英文|英語)(?:版|說|講|回答|列出?|呈現)?[\s?？。.!！]*$"
    r"|的?(?:英文|英語)(?:怎麼說|怎麼講|怎麼寫|是什麼|翻譯)(?:呢)?[\s?？。.!！]*$"
    r"|^(?:請)?用英(?:文|語)(?:說(?![明服話得])|講(?![解話課產電得])|回答|列|告訴我)"
)
SAY_IN_CHINESE = r"\bin (?:traditional )?chinese[\s?？.!！]*$|^(?:請)?用中文(?:說|講|回答|列|告訴我)|用中文(?:說|講|回答|列出?)?[\s?？。.!！]*$"
"""Beside a question: the language to answer in."""
ORIGINAL = (
    r"(?:那麼?|請|可以|給我|我想|要)*(?:看)?(?:文件(?:上)?的?|英文的?|中文的?)?(?:原文|原句|原本)(?:是|怎麼|呢|怎麼說|怎麼寫|寫什麼|說什麼|是什麼|的)*"
    r"|(?:and |what |is |are |does |do |the |show |me |give |say |can i see |in |its |s )*(?:original|exact|official)"
    r"(?: wording| words| text| language| version| document| one| chinese| english)*(?: say| says| please| read| reads| is| like)*"
)
"""Whole questions that ask for the document's own words."""
IN_TOTAL = r"總共|一共|\b(?:in total|altogether)\b"
"""Counts whatever is asked for, a part or the whole."""
POLITE = (
    r"^\s*(?:sorry|excuse me|不好意思|抱歉|對不起)[\s,，]+(?=.{4})|^\s*(?:so|ok(?:ay)?|well|alright|right|fine)[,，]?\s+(?=\w+ \w)"
    r"|(?<=.{4})[\s,，。]+(?:謝謝|感謝|多謝)(?:你|您)?[\s。.！!～]*$|(?<=.{4})[\s,，。]+(?:thanks|thank you|thx|please|pls)[\s。.！!]*$|(?<=.{2})(?:也)?(?:麻煩|請|可以)(?:再)?(?:也)?(?:告訴|跟)我(?:說|講)?(?:一下)?(?=[\s,，。？?]*$)"
)
"""Begins or ends a question and says nothing."""
EXHAUSTIVE = (
    r"全部|所有|通通|統統|一覽|完整|每(?:一)?(?:個|項|條)都?|有的都"
    r"|\b(?:all(?: of)?(?: the)?|full|complete|entire|whole|every)\b"
)
WHICH_STANDARD = (
    r"哪(?:一)?(?:份|個)(?:職能)?(?:基準|標準|單元)(?:是|在|會|有)?(?:講|談|說|教|關於|提)"
    r"|\bwhich (?:standard|unit) (?:is|covers|deals|talks|says|treats)\b"
)
WHOLE = r"(?:基準|標準|單元)|(?:[這那該]|[這那]一?(?:個|份))(?:職業|職位|職務|崗位)(?=[的要是算屬]|$)|\b(?:standard|unit)\b|\b(?:that|this) (?:role|occupation|position)\b"
NTH = (
    r"第\s*([一二三四五六七八九]|[1-9]\d?)\s*(?:個|項|條|點|份|種|則|塊|大項|部分|步|關|階段)"
    r"|\b(?:the )?(first|second|third|fourth|fifth) one\b"
    r"|\bthe (first|second|third|fourth|fifth)(?: item| point| bullet)?\b"
    r"|\b(?:number|no\.?|#)\s?([1-9])\b"
)
THE_NTH_ONE = r"\b(?:first|second|third|fourth|fifth) one\b"
"""Points to one of a list, whatever else is said."""
FIRST_FEW = r"前\s*([二兩三四五六七八九]|[2-9])\s*(?:個|項|條|點|份|種)|\b(?:the )?first (two|three|four|five)\b"
LAST = r"最後(?:面)?(?:(?:一|那)(?:個|項|條|點|份)?|(?:個|項|條|點|份)|(?![要會得該還又寫交做]))|後者|後面(?:那|的)?(?:個|項|條)|\bthe (?:last|latter)(?: one)?\b"
LAST_FEW = r"最後\s*([二兩三四五六七八九]|[2-9])\s*(?:個|項|條|點|份|種|則)|\b(?:the )?last (two|three|four|five)\b"
FROM_THE_END = (
    r"倒數第?\s*([一二三四五六七八九]|[1-9])\s*(?:個|項|條|點|份|種)?"
    r"|\b(?:the )?(second|third|fourth|fifth)[- ](?:to|from)[- ](?:the )?(?:last|end|bottom)(?: one)?\b|\b(?:the )?(?:last but one|next to last|penultimate)(?: one)?\b"
)
FORMER = r"前者|前面那(?:個|項|條)|\bthe former\b"
NEXT = (
    r"下一(?:個|項|條|點|份)|^(?:那麼?)?(?:[㐀-鿿]{0,2}(?:完|好)(?:了)?(?:之後|以後)?[，,]?)?(?:的?下一步|接下來|接著|再來|然後)(?:呢|咧|勒|是|要|該|得)*(?:做|幹|弄)?(?:什麼|啥|嘛)?(?=[\s?？!！。]*$)|^(?:那麼?)?(?:然後|接下來|接著|再來|之後)(?:呢|要做什麼|做什麼|怎麼做|是什麼|要幹嘛)?(?=[\s?？!！。]*$)"
    r"|^(?:那麼?)?[㐀-鿿]{0,2}(?:完|好)(?:了)?(?:之|以)?後(?:呢|要做什麼|做什麼|怎麼做)?(?=[\s?？!！。]*$)|^(?:那麼?)?[㐀-鿿]{1,4}(?:完|好|出去|下來|進來)[㐀-鿿]{0,3}(?:之|以)後(?:呢|咧)(?=[\s?？!！。]*$)|\bwhat (?:comes|happens|is) after (?:that|this|it)\b|^(?:and )?after (?:that|this|it)(?=[\s?？!！.]*$)"
    r"|(?:完|好|過|出去|下來|進來|之後|以後)(?:了)?[，,。]\s*(?:那麼?)?(?:下一步|接下來|再來|接著|然後)(?:呢|咧|勒|要|該|得|是|換|丟|輪|交)*(?:做|給|到|幹|弄|由)?(?:什麼|誰|啥|哪裡)?(?=[\s?？!！。]*$)|^接下來(?:要|該)?(?:丟|交|轉|送)?給誰(?=[\s?？!！。]*$)"
    r"|\b(?:the )?next(?: one)?\b|(?:^|\b(?:done|ok|okay|fine|finished|sorted|valid)\b[^a-z]+)(?:and )?then(?: what)?(?=[\s?？!！.]*$)"
)


NTH_PART = r"第\s*[一二三四五六七八九\d]\s*(?:個|項)?(?:工作)?(?:部分|活動|步驟|步|階段|環節)|\b(?:first|second|third|fourth|fifth) (?:part|activity|step|stage)\b"
"""One of the parts of what was spoken of."""
BEFORE_IT = (
    r"(?:前|前面)(?:的)?(?:那|一)(?:個|項|條)(?:工作)?(?:任務|職責|活動|指標|產出)|(?:前|上)一(?:步|關|階段)|[它牠這]個?的?(?:前面|前一|上一)(?:的)?(?:那)?(?:個|項|條)(?:工作)?(?:任務|職責|活動|指標|產出)?"
    r"|\bthe (?:task|activity|duty|step|part|stage) (?:before|preceding)(?: (?:it|that|this))?\b|\bwhat (?:comes|happens|is) (?:right |just )?before (?:it|that|this)\b|\bthe (?:preceding|one before) (?:task|activity|duty|it|that)\b"
)
"""What the document prints before a task or an activity; 上一個 is what was spoken of last."""
SAID_APART = r"[?？!！。][^?？!！。]+$"
"""A sentence more."""
HIRING = r"徵才|徵人|招聘|招人|招募|職缺|面試|應徵|\bjob (?:ads?|adverts?|postings?|openings?|descriptions?)\b|\b(?:hiring|recruit(?:ing|ment)?|interview(?:s|ing)?)\b"
"""Says what an answer is for: the skills in a job ad are those of the standard."""
NAMED_ALONE = r"[呢咧勒][\s?？]*$|^(?:and|what about|how about)(?: for| with)? [a-z' -]+[\s?？]*$"
"""Names something that is asked the same."""
MISSPOKE = r"(?:講|說|打|問|寫|弄|搞)錯|更正|\bi meant\b|\b(?:correction|my mistake)\b"
"""Takes back what was asked."""
TAKEN_BACK = (
    r"^[\s「]*(?:(?:抱歉|不好意思|對不起|欸)[\s，,]*)?(?:我)?(?:打|講|說|問|寫|弄|搞)錯(?:了[\s，,。]*|[\s，,。]+)(?:我(?:想)?(?:要)?(?:說|問|指|講)?的?是?)?(?=.{2})"
    r"|^[\s「]*(?:(?:抱歉|不好意思|對不起|欸|啊|喔|不是|不對)[\s，,]*)*我(?:想)?要?(?:是(?:要)?(?:說|問|指|講)|(?:說|問|指|講)的是)"
    r"|^[^a-z]*(?:(?:sorry|oops|oh|ah|no|nope|not that|wait)[^a-z]+)*(?:i (?:meant|mean|was asking about)\b(?: to ask about| to say)?|(?<=[^a-z])(?:the question was about|what i meant (?:is|was))\b)"
    r"|^[\s「]*不是[^，,。？?]{1,8}[，,]\s*(?:我)?(?:是|要)(?:說|問|指|講)?|^[\s「]*(?:不是|不對|錯了|(?:講|說|打|問|寫)錯了)(?:啦|啊|喔|的|，|,|。|\s)*(?:我)?(?:是|的意思是)?(?:要)?(?:說|問|指|講)(?:的是)?"
)
"""Begins with taking back what was asked: the rest goes on from before that."""
NAMED_TASK = (
    r"(?:那|這)(?:一)?(?:個|項)?(?:工作)?(?:任務|職責)|(?<=[㐀-鿿])的(?:工作)?(?:任務|職責)(?=要|需|有|的|裡|底)"
    r"|\b(?:task|duty) (?:that|which|about|of|for|where|on)\b|\w (?:task|duty)\b"
)
"""A task is named by other words than its title: 「管品牌那個任務」, the branding task."""

EXCEPT = (
    r"除了|除去|以外|之外|不做|不含|不包(?:括|含)|扣掉"
    r"|\b(?:apart from|except(?: for)?|besides|other than|excluding|without|leaving out)\b"
)
"""Leaves out what it names."""
WHAT_FOR = (
    r"我們|咱們|們|老闆|主管|公司|同事|部門|人資|給.{0,4}看|[叫請找]|[這那]邊|看|參考"
    r"|\b(?:presentations?|slides?|boss|meeting|interview|office|hr)\b"
)
"""Who asks, or what for: it tells of no part of the work."""
A_PART = (
    r"[那這](?:一)?(?:大)?[塊段步關部]|(?:的|那|這)(?:個)?(?:部分|階段|環節|步驟)|(?:底下|下面|之下)(?=[拆分有列共幾包要])"
    r"|\b(?:points?|bullets?|items?|criteria|requirements?|stands?|comes?|listed|there) under\b"
    r"|\b(?:part(?![- ]tim)|bit|piece|step|section|stage|phase|block)\b"
)
"""Speaks of a part of the work, whose words say which."""


@cache
def words_in(*patterns: str) -> frozenset[str]:
    """The Latin words that stand in these ways of asking."""
    return frozenset(word for words in patterns for word in re.findall(r"[a-z]{3,}", words))


@cache
def pattern(words: str) -> re.Pattern[str]:
    """The pattern over folded text that `words`, unfolded, stand for."""
    return re.compile(fold(words))


def found(words: str, folded: str) -> bool:
    """Whether one of these ways of asking stands in the folded text."""
    return pattern(words).search(folded) is not None
