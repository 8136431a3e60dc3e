"""How students write: spellings, pairs, words that do not count, words worth mending."""

# What a token stands for: contractions, txt-speak, slang and slips too short to be guessed.
SPELLINGS = {
    "im": "i am", "ima": "i am going to", "imma": "i am going to", "ive": "i have", "iv": "i have",
    "id": "i would", "ill": "i will", "dont": "do not", "dnt": "do not", "dunno": "do not know",
    "doesnt": "does not", "didnt": "did not", "cant": "can not", "cannot": "can not",
    "cnt": "can not", "couldnt": "could not", "wont": "will not", "wouldnt": "would not",
    "shouldnt": "should not", "isnt": "is not", "arent": "are not", "aint": "have not",
    "wasnt": "was not", "werent": "were not", "havent": "have not", "hasnt": "has not",
    "ent": "have not", "hadnt": "had not", "hes": "he is", "shes": "she is", "its": "it is",
    "theyre": "they are", "theyve": "they have", "theyll": "they will", "theyd": "they would",
    "hed": "he would", "itll": "it will", "weve": "we have", "youre": "you are",
    "youve": "you have", "youll": "you will", "ur": "your", "u": "you", "r": "are", "y": "why",
    "n": "and", "thats": "that is", "theres": "there is", "whats": "what is", "whos": "who is",
    "wheres": "where is", "wanna": "want to", "gonna": "going to", "gunna": "going to",
    "gona": "going to", "goin": "going", "gotta": "have to", "hafta": "have to",
    "tryna": "trying to", "lemme": "let me", "gimme": "give me", "outta": "out of",
    "wana": "want to", "wnt": "want", "wud": "would", "shud": "should", "cud": "could",
    "wil": "will", "2": "to", "2nite": "tonight", "tonite": "tonight", "nite": "night",
    "nites": "nights", "2day": "today", "2moro": "tomorrow", "tmrw": "tomorrow", "tmr": "tomorrow",
    "2mrw": "tomorrow", "b4": "before", "4": "for", "8": "eight", "cos": "because",
    "cuz": "because", "coz": "because", "bc": "because", "cus": "because", "bcuz": "because",
    "mi": "my", "ma": "my", "mah": "my", "da": "the", "dat": "that", "dis": "this", "dey": "they",
    "dem": "them", "ppl": "people", "sum1": "someone", "some1": "someone",
    "someones": "someone is", "somone": "someone", "everyones": "everyone is", "mkin": "making",
    "makin": "making", "wan": "want", "stuf": "stuff", "thinkin": "thinking", "tellin": "telling",
    "sellin": "selling", "doin": "doing", "bein": "being", "smone": "someone", "any1": "anyone",
    "no1": "nobody", "noone": "nobody", "every1": "everyone", "everybody": "everyone",
    "selfharming": "selfharm", "selfharmed": "selfharm", "m8": "mate", "m8s": "mates",
    "frend": "friend", "freind": "friend", "sed": "said", "luv": "love", "wen": "when",
    "wot": "what", "wat": "what", "abt": "about", "abit": "bit", "alot": "lot", "rly": "really",
    "rlly": "really", "thru": "through", "anymore": "any more", "nothin": "nothing",
    "nuthin": "nothing", "somethin": "something", "sumthin": "something", "agen": "again",
    "hav": "have", "giv": "give", "hert": "hurt", "kil": "kill", "kll": "kill",
    "killin": "killing", "hitin": "hitting", "hittin": "hitting", "beatin": "beating",
    "cuttin": "cutting", "hurtin": "hurting", "touchin": "touching", "toches": "touches",
    "tuches": "touches", "toch": "touch", "tuch": "touch", "nife": "knife", "knif": "knife",
    "nifes": "knives", "fud": "food", "foods": "food", "dieing": "dying", "sucide": "suicide",
    "suiside": "suicide", "sewicide": "suicide", "sewerslide": "suicide", "unaliving": "unalive",
    "raep": "rape", "grapd": "raped", "homless": "homeless", "mysef": "myself", "meself": "myself",
    "myslef": "myself", "mself": "myself", "hisself": "himself", "pix": "pics", "vids": "videos",
    "stepfather": "stepdad", "stepmother": "stepmum", "stepfathers": "stepdads",
    "placment": "placement", "wrk": "work", "hungary": "hungry", "hungy": "hungry",
    "carnt": "can not", "leccy": "electric", "lecky": "electric", "owt": "anything",
    "nowt": "nothing", "summat": "something", "sumat": "something", "somethink": "something",
    "anythink": "anything", "nuffin": "nothing", "midnite": "midnight", "stepbrother": "brother",
    "stepsister": "sister", "stepbro": "brother", "stepmom": "stepmum", "selfharms": "selfharm",
    "ciggie": "cigarette", "ciggy": "cigarette", "ciggies": "cigarette", "mams": "mum",
    "thurs": "thursday", "tues": "tuesday", "weds": "wednesday", "mon": "monday",
    "oded": "overdosed", "nudez": "nudes", "n00ds": "nudes", "noods": "nudes", "fella": "boyfriend",
    "wudnt": "would not", "shudnt": "should not", "cudnt": "could not", "dosnt": "does not",
    "theyr": "they are", "thier": "their", "becuase": "because",
    "beacuse": "because", "bcoz": "because", "cz": "because", "whn": "when", "wiv": "with",
    "wif": "with", "dissapear": "disappear", "dissappear": "disappear", "disapear": "disappear",
    "bludy": "bloody", "sh*t": "shit", "f*ck": "fuck", "uni": "university", "grooped": "groped",
    "loosing": "losing",
}  # fmt: skip

# Words that are one word to the rules.
PAIRS = {
    "self harm": "selfharm", "self harming": "selfharm", "self harmed": "selfharm",
    "self harms": "selfharm", "step dad": "stepdad", "step father": "stepdad",
    "step mum": "stepmum", "step mom": "stepmum", "step mother": "stepmum", "foster dad": "carer",
    "foster mum": "carer", "foster carer": "carer", "foster parent": "carer",
    "foster parents": "carers", "foster father": "carer", "foster mother": "carer",
    "step brother": "brother", "step sister": "sister", "half brother": "brother",
    "half sister": "sister", "grand dad": "grandad", "grand father": "grandad",
    "grand ma": "grandma", "boy friend": "boyfriend", "girl friend": "girlfriend",
    "work experience": "placement", "no one": "nobody", "some one": "someone",
    "some body": "somebody", "co worker": "coworker", "scarred to": "scared",
    "scarred of": "scared", "my self": "myself", "him self": "himself", "her self": "herself",
    "un alive": "unalive", "any one": "anyone", "every one": "everyone", "gun point": "gunpoint",
    "over dose": "overdose", "over dosed": "overdosed", "over dosing": "overdosing",
    "work place": "workplace", "dick pic": "dickpic", "dick pics": "dickpics",
    "sewer slide": "suicide", "every body": "everyone",
}  # fmt: skip

# Words that change nothing; they take no place, so that "my dad literally hits me" is "dad hits".
FILLERS = (
    "really realy relly just like literally actually honestly kinda fucking fuckin fking "
    "bloody lowkey always sometimes still also even so very basically tbh fr ngl lol lmao omg "
    "pls please well probably maybe properly proper fully seriously genuinely deffo "
    "definitely often usually totally constantly repeatedly kind sort of um er innit bruv bro "
    "bare mad oh hmm btw atm rn purposely quite such completely absolutely quickly shit fuck "
    "damn flipping freaking"
)

# So frequent that they tell nothing: a pattern is never looked up by them.
COMMON = (
    "i me my a the to in on at is am are was be it and not do have has with for about of they "
    "he she them him her us we you your this that there want going will can get got out up"
)

# Verbs that learners of English negate with "no": "they no give me food".
LEARNED = "let give eat want like feel allow wake see have know understand can"

# Words that a sign hangs on and that are rare in careers talk: read also where they are glued
# to others, in halves or with letters doubled.
TELLING = (
    "suicide suicidal suicides unalive myself himself herself themselves die dying dead death "
    "kill kills killed killing overdose overdosed overdosing hang hanged selfharm harm "
    "harming cut cutting cuts razor razors blade blades blood bleeding wrists scars tablets "
    "pills paracetamol ibuprofen hurt hurts hurting hit hits hitting beat beats beating "
    "beaten punch punches punched punching slapped kicked kicking choked choking strangle "
    "strangled batters battered bruises bruise touch touches touched touching rape raped "
    "rapes raping molest molested abuse abused abuses abusing abusive assault assaulted "
    "harass harassed harassing harassment groped groping sexual sexually naked nudes "
    "underwear blackmail blackmailed blackmailing groomed grooming trafficked trafficking "
    "passport forced drugs dealing dealer cocaine heroin gang package packages threat threats "
    "threaten threatened threatening stab stabbed stabbing shoot shooting shot knife knives "
    "machete weapon weapons gun homeless nowhere running hungry starving food scared "
    "frightened terrified afraid unsafe safe depressed hopeless worthless burden bullied "
    "bullying stalking stalked following followed electrocuted harness asbestos chainsaw "
    "stepdad boyfriend girlfriend uncle brother sister father mother parents alive life "
    "tonight nobody violent murder poison"
)

# Too short for other slips, but two letters that changed places are still read.
SWAPPED = (
    "want kill hurt home food work with them they that have been hits stab rape gang body night"
)
