"""Words that fill customers' messages and that books and news hardly know: own lists, most frequent first in no order.
Without them a table made of books takes "porfa" for Portuguese and "thx" for nothing at all."""

WORDS = {
    "es": """hola buenas buenos dias días tardes noches gracias porfa porfis plis favor pedido pedidos envio envío paquete
    repartidor transportista correos seguimiento llegado llegó llego llega llegaba llegue tarda tardan tardado devolver devolucion
    devolución cambio cambiar talla tallas numero número factura facturas cobro cobrado cobraron cobrasteis tarjeta pago pagado pagué
    reembolso dinero cuenta contraseña clave cancelar anular baja alta tienda zapatos zapatillas botas sandalias camiseta
    vestido roto rota defectuoso averiado averia garantia garantía reclamacion reclamación queja hoja consumo denuncia denunciar
    abogado estafa vergüenza verguenza timadores nadie responde contesta contestan contestáis sabeis sabéis podeis podéis quiero
    quisiera querria querría necesito puedo pueden podria podría cuanto cuánto cuando cuándo donde dónde cual cuál q xq pq tb tmb
    k ke porke xfa aki bn toy vale venga vais oye oigan ustedes vosotros mandado mandar mandasteis enviado enviar enviasteis
    recibido recibir direccion dirección piso portal codigo código descuento cupon cupón rebajas oferta urge urgente mañana
    ayer hoy semana semanas todavia todavía aun aún sigo sigue siguen desde hace queria quería saber consulta duda horario abierto
    cerrado abris abrís sabado sábado domingo lunes martes miercoles jueves viernes cita telefono teléfono llamar llamada
    celular computadora boleta checar ahorita platicar acá vos tenés podés che dale luca plata guita chevere bacano
    manden mandenme digan diganme ayuda ayudenme ayúdenme señores estimados saludos cordial atentamente adjunto foto fotos""",
    "en": """hi hello hey thanks thank cheers please pls plz order orders parcel package delivery courier driver tracking
    shipped shipping arrived arrive delivered late delay return returns refund refunded exchange size sizes invoice receipt
    charged charge twice card payment paid money account password login cancel cancelled subscription shop store shoes boots
    sandals trainers shirt dress broken faulty damaged wrong missing item warranty complaint complain lawyer scam fraud
    disgrace unacceptable ridiculous nobody answers answering reply replied waiting still when where what why how much can
    could would you your u ur r thx ty wtf omg lol asap urgent tomorrow today yesterday week weeks since yet need want
    wondering question opening hours open closed saturday sunday monday friday appointment phone call called email address
    code discount voucher sale refunds dont doesnt didnt cant wont im ive its thats havent isnt regards attached photo
    picture see help someone anyone supposed received receive sent send replacement gonna wanna got get fix sorted""",
    "pt": """olá ola oi bom boa dia tarde noite obrigado obrigada obg vlw favor encomenda encomendas pedido pedidos entrega
    entregue pacote transportadora correios rastreio rastreamento chegou chegar chega demora demorando devolver devolução
    devolucao troca trocar tamanho número numero fatura nota fiscal cobrança cobrado cobraram cartão cartao pagamento paguei
    pago reembolso dinheiro conta senha palavra-passe cancelar loja sapatos sapatilhas tênis tenis botas sandálias camisa vestido
    partido quebrado quebrada defeito avariado garantia reclamação reclamacao queixa livro procon denúncia advogado burla golpe
    vergonha ninguém ninguem responde respondem quero queria gostaria preciso posso podem poderia quanto quando onde qual vc
    vcs tb tbm pq q blz né ne cadê cade tô tá ta não nao sim já ja ainda também tambem muito mais sem com meu minha meus
    minhas seu sua vocês voces você voce recebi receber enviado enviaram enviar morada endereço endereco código codigo
    desconto cupão cupom saldos promoção hoje amanhã amanha ontem semana semanas desde há faz saber dúvida duvida horário
    aberto fechado sábado sabado domingo segunda sexta telefone ligar ligação ajuda ajudem foto fotos anexo cumprimentos
    atenciosamente abraço isso isto essa esta uma um os as dos das pelo pela aos nos nas""",
    "fr": """bonjour bjr bonsoir salut merci svp stp plait plaît commande commandes colis livraison livreur livré livre
    transporteur suivi reçu recu arrivé arrive arrivée retard retour retourner renvoyer remboursement rembourser remboursé
    échange echange échanger taille pointure facture débité debite prélevé carte paiement payé paye argent compte mot passe
    annuler annulation abonnement magasin boutique chaussures bottes sandales chemise robe cassé casse défectueux abîmé abime
    garantie réclamation reclamation plainte avocat arnaque honte inadmissible scandaleux personne répond repond répondez
    voudrais veux souhaite aimerais besoin puis pouvez pourriez combien quand où quel quelle pourquoi pk pq jsp mdr tjrs
    toujours déjà deja encore depuis aujourd'hui hui demain hier semaine semaines jours vous nous je j'ai ai suis est c'est pas ne
    rien savoir question horaires ouvert fermé samedi dimanche lundi vendredi rendez-vous rdv téléphone telephone appeler
    adresse code promo réduction soldes cordialement photo aide aidez envoyé envoyer expédié mon ma mes votre vos""",
    "ca": """hola bon bona dia tarda nit gràcies gracies merci sisplau siusplau plau comanda comandes enviament paquet
    repartidor transportista seguiment arribat arriba arribar arribarà triga tarda retard tornar devolució devolucio canvi
    canviar talla talles número numero factura factures cobrat cobrament targeta pagament pagat reemborsament diners compte
    contrasenya cancel·lar anul·lar botiga sabates sabatilles botes sandàlies samarreta vestit trencat trencada defectuós
    espatllat garantia reclamació reclamacio queixa full denúncia advocat estafa vergonya ningú ningu respon contesta
    contesteu vull voldria necessito puc podeu podríeu podrieu quan on quant quina quin sabeu rebut rebre enviat enviar
    adreça adreca codi descompte rebaixes oferta urgent demà dema avui ahir setmana setmanes encara des fa saber
    consulta dubte horari obert tancat obriu dissabte diumenge dilluns divendres cita telèfon telefon trucar ajuda ajudeu
    salutacions cordials foto fotos amb meu meva meus meves seu seva aquest aquesta aquests aixo això hi ho ja no és es soc
    sóc tinc teniu heu hem han els les una uns per què que com molt més mes sense també tambe doncs""",
    "it": """ciao salve buongiorno buonasera grazie mille prego favore cortesia ordine ordini pacco spedizione corriere
    consegna consegnato spedito tracciamento arrivato arriva arrivare ritardo reso restituire rimborso rimborsare rimborsato
    cambio cambiare taglia numero fattura addebito addebitato carta pagamento pagato soldi conto account password annullare
    disdire abbonamento negozio scarpe stivali sandali maglietta vestito rotto rotta difettoso danneggiato garanzia reclamo
    lamentela denuncia avvocato truffa vergogna inaccettabile nessuno risponde rispondete vorrei voglio bisogno posso potete
    potreste quanto quando dove quale perché perche xke xchè cmq nn tt anke ke sn qlc qlcn ancora già gia sempre da domani oggi
    ieri settimana settimane giorni sapere domanda dubbio orari aperto chiuso aprite sabato domenica lunedì venerdì
    appuntamento telefono chiamare indirizzo codice sconto saldi saluti cordiali foto aiuto aiutatemi ricevuto ricevere
    mandato mandare inviato inviare mio mia miei mie vostro vostra il lo gli della delle degli del nel nella sono sto ho hai
    abbiamo avete non più piu anche molto senza che chi cosa come""",
    "de": """hallo hi guten tag morgen abend moin servus danke dankeschön vielen dank bitte bestellung bestellungen paket
    lieferung geliefert lieferant versand verschickt versendet sendung sendungsverfolgung angekommen ankommen kommt
    verspätung zurückschicken rücksendung retoure rückgabe erstattung erstattet umtausch umtauschen größe grösse groesse
    nummer rechnung abgebucht belastet doppelt karte zahlung bezahlt geld konto passwort stornieren kündigen abo laden
    geschäft schuhe stiefel sandalen hemd kleid kaputt defekt beschädigt falsch fehlt garantie gewährleistung reklamation
    beschwerde anwalt anzeige betrug frechheit unverschämt niemand antwortet antworten möchte moechte will brauche kann
    können koennen könnten wann wo wie was wieviel warum welche noch immer schon seit heute morgen gestern woche wochen
    tage tagen wissen frage öffnungszeiten geöffnet geschlossen samstag sonntag montag freitag termin telefon anrufen
    adresse code rabatt gutschein angebot grüße gruß mfg lg vg foto hilfe helfen erhalten bekommen geschickt mein meine
    meinen ihr ihre sie ich wir nicht kein keine auch sehr mehr ohne für fuer mit von auf dass das der die den dem ein eine
    einen ist sind habe hab haben wurde vlt bzw dringend sofort""",
}
